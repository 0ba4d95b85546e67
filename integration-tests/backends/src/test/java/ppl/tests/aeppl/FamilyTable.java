package ppl.tests.aeppl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;

/** The reference values of {@code families.csv}; {@code families.py} beside it makes them. */
final class FamilyTable {

    static final Map<String, Family> FAMILIES = families();

    private FamilyTable() {}

    /**
     * A line.
     *
     * @param logp log-density
     * @param logcdf log P(X <= x); NaN if not tabulated
     * @param logsf log P(X > x); NaN if not tabulated
     */
    record Row(String family, double[] parameters, double x, double logp, double logcdf, double logsf) {
        @Override
        public String toString() {
            return family + Arrays.toString(parameters) + " at " + x;
        }
    }

    /** A line of the multivariate normal law; the covariance matrix row by row. */
    record VectorRow(double[] mean, double[] cov, double[] x, double logp) {}

    private static Map<String, Family> families() {
        Map<String, Family> map = new LinkedHashMap<>();
        for (Family f : List.of(
                Normal.FAMILY,
                HalfNormal.FAMILY,
                Uniform.FAMILY,
                Exponential.FAMILY,
                Gamma.FAMILY,
                Beta.FAMILY,
                StudentT.FAMILY,
                Cauchy.FAMILY,
                HalfCauchy.FAMILY,
                LogNormal.FAMILY,
                Bernoulli.FAMILY,
                Binomial.FAMILY,
                Poisson.FAMILY)) {
            map.put(f.name(), f);
        }
        map.put("BernoulliLogit", Bernoulli.LOGIT);
        map.put("BinomialLogit", Binomial.LOGIT);
        map.put("PoissonLog", Poisson.LOG);
        return map;
    }

    /** The rows of a family, by parameter set. */
    static Map<String, List<Row>> rows(String family) {
        Map<String, List<Row>> byParameters = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals(family)) {
                double[] parameters = numbers(cells[1]);
                byParameters
                        .computeIfAbsent(cells[1], _ -> new ArrayList<>())
                        .add(new Row(
                                family,
                                parameters,
                                number(cells[2]),
                                number(cells[3]),
                                number(cells[4]),
                                number(cells[5])));
            }
        }
        return byParameters;
    }

    /** The rows of the multivariate normal law. */
    static List<VectorRow> vectorRows() {
        List<VectorRow> rows = new ArrayList<>();
        for (String line : lines()) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals("MvNormal")) {
                double[] p = numbers(cells[1]);
                int d = (int) p[0];
                double[] cov = Arrays.copyOfRange(p, 1 + d, p.length);
                rows.add(new VectorRow(Arrays.copyOfRange(p, 1, 1 + d), cov, numbers(cells[2]), number(cells[3])));
            }
        }
        return rows;
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static List<String> lines() {
        try (var in = Objects.requireNonNull(FamilyTable.class.getResourceAsStream("families.csv"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
