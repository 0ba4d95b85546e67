package ppl.examples.newdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.NewData;
import ppl.api.inference.Coord;
import ppl.examples.Autoregression;
import ppl.examples.CoalMining;
import ppl.examples.EightSchools;
import ppl.examples.EyeColours;
import ppl.examples.Galaxies;
import ppl.examples.Garch;
import ppl.examples.Housing;
import ppl.examples.LakeHuron;
import ppl.examples.LynxHare;
import ppl.examples.Nile;
import ppl.examples.Publications;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.examples.Remission;
import ppl.examples.Ships;
import ppl.examples.VaryingSlopes;
import ppl.examples.Aggression;
import ppl.examples.AirQuality;
import ppl.examples.BirthWeights;
import ppl.examples.Claims;
import ppl.examples.CoalRate;
import ppl.examples.Curve;
import ppl.examples.KidScores;
import ppl.examples.Pearson;
import ppl.examples.RadonUranium;
import ppl.graph.Tensor;

/** The examples with fewer rows, and with all of them again. */
class ExamplesTest {

    static Stream<Arguments> examples() throws IOException {
        return Stream.of(
                Arguments.of("radon", Radon.model(RadonData.load()), "obs_id", 40),
                Arguments.of("aggression", Aggression.model(), "person", 21),
                Arguments.of("air quality", AirQuality.model(), "day", 60),
                Arguments.of("birth weights", BirthWeights.model(), "mother", 60),
                Arguments.of("claims", Claims.model(), "row", 19),
                Arguments.of("coal mining", CoalMining.model(), "year", 30),
                Arguments.of("coal rate", CoalRate.model(), "period", 8),
                Arguments.of("curve", Curve.model(), "point", 6),
                Arguments.of("eight schools", EightSchools.model(), "school", 3),
                Arguments.of("eye colours", EyeColours.model(), "group", 3),
                Arguments.of("galaxies", Galaxies.model(), "galaxy", 9),
                Arguments.of("garch", Garch.model(), "day", 17),
                Arguments.of("housing", Housing.model(), "household", 20),
                Arguments.of("kid scores", KidScores.model(), "child", 50),
                Arguments.of("lake Huron", LakeHuron.model(), "year", 12),
                Arguments.of("lynx and hare", LynxHare.model(), "year", 5),
                Arguments.of("Nile", Nile.model(), "year", 11),
                Arguments.of("Pearson", Pearson.model(), "point", 7),
                Arguments.of("publications", Publications.model(), "student", 30),
                Arguments.of("radon and uranium", RadonUranium.model(), "home", 100),
                Arguments.of("remission", Remission.model(), "patient", 12),
                Arguments.of("ships", Ships.model(), "row", 7),
                Arguments.of("varying slopes", VaryingSlopes.model(), "row", 30),
                Arguments.of("autoregression", Autoregression.model(), "day", 25));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void an_example_with_fewer_rows_and_all_of_them_again_is_the_example(
            String name, Model model, String dim, int rows) {
        Model fewer = model.with(d -> first(d, model, dim, rows));
        assertEquals(rows, dim(fewer, dim).size());
        fewer.plan();
        Anew.same(model, Anew.with(fewer, model));
    }

    @Test
    void radon_of_some_homes_is_the_model_built_of_these_homes() throws IOException {
        Model all = Radon.model(RadonData.load());
        Model some = all.with(d -> first(d, all, "obs_id", 50));
        Anew.same(Model.build(m -> {
            Dim county = m.dim("county", ((Coord.Strings) dim(all, "county").coord()).values());
            Dim obs = m.dim("obs_id", 50);
            var floor = m.data("floor", value(some, "floor"), obs);
            var idx = m.data("county_idx", value(some, "county_idx"), obs);
            var muA = m.sample("mu_a", ppl.api.Distributions.normal(0, 10));
            var sigmaA = m.sample("sigma_a", ppl.api.Distributions.halfNormal(1));
            var a = m.sample("a", ppl.api.Distributions.normal(0, 1), county).times(sigmaA).plus(muA);
            var muB = m.sample("mu_b", ppl.api.Distributions.normal(0, 2));
            var sigmaB = m.sample("sigma_b", ppl.api.Distributions.halfNormal(1));
            var b = m.sample("b", ppl.api.Distributions.normal(0, 1), county).times(sigmaB).plus(muB);
            var eps = m.sample("eps", ppl.api.Distributions.halfNormal(1.5));
            m.observe(
                    "radon_like",
                    ppl.api.Distributions.normal(a.get(idx).plus(b.get(idx).times(floor)), eps),
                    some.observed().getFirst().value(),
                    obs);
        }), some);
    }

    private static Tensor value(Model model, String data) {
        return model.data().stream()
                .filter(d -> d.name().equals(data))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Dim dim(Model model, String name) {
        return model.dims().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    }

    private static void first(NewData d, Model model, String dim, int rows) {
        Coord coord = dim(model, dim).coord().select(IntStream.range(0, rows).toArray());
        if (coord instanceof Coord.Strings strings) {
            d.dim(dim, strings.values());
        } else {
            d.dim(dim, rows);
        }
        model.data().forEach(x -> {
            if (x.dims().stream().anyMatch(a -> a.name().equals(dim))) {
                d.set(x.name(), first(x.value(), x.dims(), dim, rows));
            }
        });
        model.observed().forEach(o -> {
            boolean along = o.dims().stream().anyMatch(a -> a.name().equals(dim));
            boolean rowsAre = o.dims().isEmpty() && o.value().sizes().length == 1;
            if (along || rowsAre) {
                d.observe(o.name(), first(o.value(), o.dims(), dim, rows));
            }
        });
    }

    /** The first rows, of which the dim is the outermost. */
    private static Tensor first(Tensor values, List<Dim> dims, String dim, int rows) {
        int[] sizes = values.sizes();
        int inner = values.length() / sizes[0];
        sizes[0] = rows;
        long[] bits = IntStream.range(0, rows * inner).mapToLong(values::bitsAt).toArray();
        return Tensor.ofBits(values.dtype(), bits, sizes);
    }
}
