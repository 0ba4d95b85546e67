package com.example.amplitude;

import static com.example.amplitude.Hypot.hypot;
import static com.example.amplitude.Rayleigh.rayleigh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.normal;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/** A model of wind: the speed is the amplitude of its two normal components, whose scale has a Rayleigh prior. */
class WindModelTest {

    private static final double[] SPEED = {3.1, 5.4, 2.2, 7.9, 4.4, 1.3, 6.0, 3.8};
    private static final double PRIOR = 5;

    /** Up to a constant: one factor of the prior, and one for each speed. */
    private static double logPosterior(double sigma) {
        double sum = Math.log(sigma) - sigma * sigma / (2 * PRIOR * PRIOR);
        for (double x : SPEED) {
            sum += Math.log(x) - 2 * Math.log(sigma) - x * x / (2 * sigma * sigma);
        }
        return sum;
    }

    @Test
    void its_log_density_is_that_of_pencil_and_paper() {
        Var sigma = rayleigh(PRIOR).draw("sigma");
        Var speed = hypot(
                normal(0, sigma).draw("east", SPEED.length), normal(0, sigma).draw("north", SPEED.length));
        Var at = Var.input("sigma_value");
        JointDensity density = Joint.empty()
                .value("sigma", sigma, at)
                .observe("speed", speed, Var.constant(SPEED))
                .derive();
        Graph graph = new Graph(List.of(at), List.of(density.total(Checks.NEG_INF)));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults())) {
            for (double s : new double[] {0.5, 3, 20}) {
                double want = logPosterior(s) - 2 * Math.log(PRIOR);
                double got = compiled.call(List.of(Tensor.scalar(s))).getFirst().item();
                assertEquals(want, got, 1e-14 * Math.abs(want));
            }
        }
    }

    /** The mean and the standard deviation are integrals in one dimension. 5 standard errors: a false alarm in 6e-7 seeds. */
    @Test
    void its_posterior_is_sampled() {
        Model wind = Model.build(m -> {
            Dim hour = m.dim("hour", SPEED.length);
            Var sigma = m.sample("sigma", rayleigh(PRIOR));
            Var east = normal(0, sigma).draw("east", SPEED.length);
            Var north = normal(0, sigma).draw("north", SPEED.length);
            m.observe("speed", hypot(east, north), SPEED, hour);
        });
        InferenceData fit = wind.infer()
                .draws(500)
                .tune(300)
                .seed(7)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary();
        double mean = moment(0, 1);
        assertEquals("nuts", fit.posterior().attributes().get("sampler"));
        assertEquals(mean, summary.get("sigma", "mean"), 5 * summary.get("sigma", "mcse_mean"));
        assertEquals(Math.sqrt(moment(mean, 2)), summary.get("sigma", "sd"), 5 * summary.get("sigma", "mcse_sd"));
    }

    private static double moment(double about, int power) {
        double sum = 0;
        double mass = 0;
        for (double s = 0.005; s < 30; s += 0.005) {
            double p = Math.exp(logPosterior(s) - logPosterior(3));
            mass += p;
            sum += p * Math.pow(s - about, power);
        }
        return sum / mass;
    }
}
