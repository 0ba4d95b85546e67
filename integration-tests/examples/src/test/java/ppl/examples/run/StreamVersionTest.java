package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.api.Model;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Inference;
import ppl.graph.random.StreamVersion;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** Draws are frozen under the number of their bits: who changes one raises the number. */
class StreamVersionTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path TABLE = ROOT.resolve("integration-tests/examples/src/test/resources/ppl/examples/run")
            .resolve("stream_" + StreamVersion.CURRENT + ".tsv");

    /** Every distribution, some at several places where its draws are made in another way; the first word is its name. */
    private static Map<String, Distribution> distributions() {
        Var positive = Var.constant(Tensor.of(new double[] {1, 0.5, 0.5, 2}, 2, 2));
        Var lower = Var.constant(Tensor.of(new double[] {1, 0, 0.5, 2}, 2, 2));
        Var two = Var.constant(new double[] {1, -1});
        Map<String, Distribution> all = new LinkedHashMap<>();
        all.put("normal", Distributions.normal(1, 2));
        all.put("normalPrecision", Distributions.normalPrecision(1, 2));
        all.put("halfNormal", Distributions.halfNormal(2));
        all.put("logNormal", Distributions.logNormal(0.5, 0.25));
        all.put("uniform", Distributions.uniform(-1, 3));
        all.put("exponential", Distributions.exponential(0.5));
        all.put("gamma below 1", Distributions.gamma(0.3, 1));
        all.put("gamma above 1", Distributions.gamma(7.5, 2));
        all.put("gammaMeanSd", Distributions.gammaMeanSd(4, 2.5));
        all.put("beta", Distributions.beta(2, 0.5));
        all.put("betaMeanCount", Distributions.betaMeanCount(0.4, 5.5));
        all.put("studentT", Distributions.studentT(4, 0, 1));
        all.put("cauchy", Distributions.cauchy(0, 1));
        all.put("halfCauchy", Distributions.halfCauchy(3));
        all.put("laplace", Distributions.laplace(2, 0.5));
        all.put("logistic", Distributions.logistic(2, 0.5));
        all.put("inverseGamma", Distributions.inverseGamma(5.5, 1.5));
        all.put("inverseGammaMeanSd", Distributions.inverseGammaMeanSd(4, 1.5));
        all.put("weibull", Distributions.weibull(1.7, 2.5));
        all.put("gumbel", Distributions.gumbel(2, 0.5));
        all.put("halfStudentT", Distributions.halfStudentT(5, 2));
        all.put("bernoulli", Distributions.bernoulli(0.3));
        all.put("bernoulliLogit", Distributions.bernoulliLogit(-1.2));
        all.put("binomial of few", Distributions.binomial(5, 0.4));
        all.put("binomial of many", Distributions.binomial(5000, 0.4));
        all.put("binomialLogit", Distributions.binomialLogit(9, 0.7));
        all.put("poisson of few", Distributions.poisson(2.5));
        all.put("poisson of many", Distributions.poisson(1e4));
        all.put("poissonLog", Distributions.poissonLog(1.1));
        all.put("negativeBinomial", Distributions.negativeBinomial(3.5, 2.25));
        all.put("negativeBinomial of many", Distributions.negativeBinomial(4e4, 0.75));
        all.put("negativeBinomialLog", Distributions.negativeBinomialLog(1.2, 3));
        all.put("negativeBinomialProbability", Distributions.negativeBinomialProbability(2.5, 0.4));
        all.put("geometric", Distributions.geometric(0.3));
        all.put("discreteUniform", Distributions.discreteUniform(-3, 9));
        all.put("betaBinomial", Distributions.betaBinomial(12, 2.5, 0.75));
        all.put("orderedLogistic", Distributions.orderedLogistic(0.5, Var.constant(-1, 0.25, 2)));
        all.put("categorical", Distributions.categorical(0.2, 0.5, 0.3));
        all.put("categoricalLogit", Distributions.categoricalLogit(-0.5, 1.5, 0.25));
        all.put("pointMass", Distributions.pointMass(2.5));
        all.put("pointMass of a whole number", Distributions.pointMass(3));
        all.put("dirichlet", Distributions.dirichlet(0.5, 1, 2));
        all.put("dirichlet of small shares", Distributions.dirichlet(1e-3, 1e-3, 1e-3));
        all.put("lkjCholesky", Distributions.lkjCholesky(0.75, 3));
        all.put("lkjCorrelation", Distributions.lkjCorrelation(2, 3));
        all.put("multinomial", Distributions.multinomial(9, 0.2, 0.5, 0.3));
        all.put("multinomial of many", Distributions.multinomial(5000, 0.2, 0.5, 0.3));
        all.put("multinomialLogit", Distributions.multinomialLogit(9, -0.5, 1.5, 0.25));
        all.put("dirichletMultinomial", Distributions.dirichletMultinomial(40, 0.5, 1, 2));
        all.put("mvNormal", Distributions.mvNormal(two, positive));
        all.put("mvNormalCholesky", Distributions.mvNormalCholesky(two, lower));
        all.put("mvNormalPrecision", Distributions.mvNormalPrecision(two, positive));
        all.put("mvStudentT", Distributions.mvStudentT(4, two, positive));
        all.put("mvStudentTCholesky", Distributions.mvStudentTCholesky(0.5, two, lower));
        all.put("mvStudentTPrecision", Distributions.mvStudentTPrecision(4, two, positive));
        composed(all);
        return all;
    }

    private static void composed(Map<String, Distribution> all) {
        Distribution normal = Distributions.normal(0, 1);
        Var weights = Var.constant(0.25, 0.75);
        all.put("truncated", Distributions.truncated(normal, 1, 3));
        all.put("truncated far out", Distributions.truncated(normal, 39, 40));
        all.put("truncated counts", Distributions.truncated(Distributions.binomial(9, 0.4), 2, 5));
        all.put("truncatedNormal", Distributions.truncatedNormal(0.5, 1.5, -1, 3));
        all.put("censored", Distributions.censored(normal, -1, 0.5));
        all.put("mixture of two", Distributions.mixture(weights, normal, Distributions.exponential(2)));
        all.put(
                "mixture along an axis",
                Distributions.mixture(weights, Distributions.normal(Var.constant(-3.0, 3.0), 1)));
        all.put("mixtureLogit", Distributions.mixtureLogit(weights, normal, Distributions.normal(5, 1)));
        all.put("zeroInflated", Distributions.zeroInflated(0.6, Distributions.poisson(2.5)));
        all.put("hurdle", Distributions.hurdle(0.6, Distributions.binomial(9, 0.4)));
        all.put("ordered", Distributions.ordered(normal));
        all.put("gaussianRandomWalk", Distributions.gaussianRandomWalk(0.25, 1.5, normal, 6));
        all.put("ar", Distributions.ar(Var.constant(0.5, 0.25), 1, 1.5, normal, 6));
        all.put("zeroSumNormal", Distributions.zeroSumNormal(1.5, 4));
        all.put("zeroSumNormal of tables", Distributions.zeroSumNormal(1.5, 4, 3));
        all.put("custom", Distributions.custom((x, p) -> x, (key, p, shape) -> key.uniform(shape), 0));
    }

    private static Map<String, Inference> runs() {
        Model counts = Model.build(m -> {
            Var rate = m.sample("rate", Distributions.gamma(2, 1));
            Var n = m.sample("n", Distributions.poisson(rate));
            m.observe("y", Distributions.normal(n.cast(DType.F64).plus(rate), 1), 4);
            m.sample("y_new", Distributions.normal(rate, 1));
            m.sample("n_new", Distributions.poisson(rate));
        });
        Model shares = Model.build(m -> {
            Var p = m.sample("p", Distributions.dirichlet(1, 1, 1));
            m.observe("k", Distributions.categorical(p), new long[] {0, 2, 2, 1, 2});
        });
        Model line = Model.build(m -> {
            Var year = Var.constant(2010.0, 2011, 2013, 2014);
            Var slope = m.sample("slope", Distributions.normal(0, 10));
            Var mean = m.sample("start", Distributions.normal(0, 10)).plus(slope.times(year.minus(2000)));
            m.observe("y", Distributions.normal(mean, 0.1), new double[] {1, 1.1, 1.4, 1.6});
        });
        Map<String, Inference> all = new LinkedHashMap<>();
        all.put("nuts eight schools", Fits.brief(EightSchools.model()));
        all.put("nuts radon", Fits.brief(Radon.model(RadonData.load(60))));
        all.put("nuts by Stan's windows", Fits.brief(EightSchools.model()).set("adaptation", "stan"));
        all.put("nuts shares", Fits.brief(shares));
        all.put("nuts along a ridge", Fits.brief(line));
        all.put("nuts with a dense metric", Fits.brief(line).metric("dense"));
        all.put("rw eight schools", Fits.brief(EightSchools.model()).sampler("rw"));
        all.put("nuts and rw, and draws forward", Fits.brief(counts));
        return all;
    }

    private static Map<String, String> draws() {
        Map<String, String> found = new LinkedHashMap<>();
        RandomKey key = RandomKey.of(20);
        distributions()
                .forEach((name, family) -> found.put(
                        name,
                        digest(family.draw("x", Shape.of(500))
                                .eval(key.fold(name))
                                .toDoubles())));
        runs().forEach((name, run) -> found.put(name, digest(run.keepWarmup().run())));
        return found;
    }

    @Test
    void every_distribution_is_frozen() {
        Set<String> all = Stream.of(Distributions.class.getMethods())
                .filter(m -> m.getReturnType() == Distribution.class)
                .map(Method::getName)
                .filter(name -> !name.toLowerCase(Locale.ROOT).endsWith("flat")) // which nobody can draw from
                .collect(Collectors.toCollection(TreeSet::new));
        distributions().keySet().forEach(name -> all.remove(name.split(" ")[0]));
        assertEquals(
                Set.of(),
                all,
                "distributions whose draws no digest holds: add each to distributions() here, and write the table again");
    }

    private static String digest(InferenceData fit) {
        return Stream.of(Group.WARMUP_POSTERIOR, Group.POSTERIOR)
                .flatMap(group -> fit.get(group).variables().stream())
                .map(variable -> digest(variable.toDoubles()))
                .collect(Collectors.joining(" "));
    }

    private static String digest(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        for (double x : values) {
            bytes.putDouble(x);
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.flip());
        return Long.toHexString(sum.getValue());
    }

    /** To make the table of a new number, run this with {@code -Dppl.stream.write=true} once. */
    @Test
    void draws_are_those_of_the_number_of_their_bits() throws IOException {
        String found = draws().entrySet().stream()
                .map(e -> e.getKey() + "\t" + e.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("ppl.stream.write")) {
            Files.writeString(TABLE, found);
        }
        assertEquals(
                Files.readString(TABLE),
                found,
                "draws have changed: raise StreamVersion.CURRENT, say in ARCHITECTURE.md what changed, make a new table");
    }

    @Test
    void the_number_is_in_every_result_and_its_reason_in_the_documents() throws IOException {
        InferenceData fit = Fits.brief(EightSchools.model()).run();
        assertEquals((long) StreamVersion.CURRENT, fit.posterior().attributes().get("stream_version"));
        List<String> page = Files.readAllLines(ROOT.resolve("ppl-api/docs/ARCHITECTURE.md"));
        assertTrue(page.stream().anyMatch(line -> line.startsWith("| stream " + StreamVersion.CURRENT + " |")));
    }
}
