package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Ozone in the air of New York on 153 days of 1973 by sun, wind and temperature (Chambers et al., <i>Graphical Methods for Data
 * Analysis</i>, 1983). On 37 days ozone was not measured, on 7 the sun was not: they are NaN in the table, and variables of the model.
 */
public final class AirQuality {

    private static final String TABLE = "air_quality.csv";

    private AirQuality() {}

    /** The model. */
    public static Model model() {
        List<String> months = Columns.words(TABLE, "month");
        List<String> days = Columns.words(TABLE, "day");
        double[] logOzone =
                Arrays.stream(Columns.load(TABLE, "ozone")).map(Math::log).toArray();
        return Model.build(m -> {
            Dim day = m.dim(
                    "day",
                    IntStream.range(0, days.size())
                            .mapToObj(i -> months.get(i) + "/" + days.get(i))
                            .toList());
            Var wind = m.data("wind", Columns.load(TABLE, "wind"), day);
            Var temperature = m.data("temperature", Columns.load(TABLE, "temperature"), day);

            Var usual = m.sample("usual", normal(200, 50));
            Var spread = m.sample("spread", halfNormal(100));
            Var solar = m.observe("solar", normal(usual, spread), Columns.load(TABLE, "solar"), day);

            Var level = m.sample("level", normal(3, 2));
            Var bySun = m.sample("by_sun", normal(0, 1));
            Var byWind = m.sample("by_wind", normal(0, 1));
            Var byTemperature = m.sample("by_temperature", normal(0, 1));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var expected = level.plus(bySun.times(solar.minus(200).div(100)))
                    .plus(byWind.times(wind.minus(10).div(5)))
                    .plus(byTemperature.times(temperature.minus(78).div(10)));
            m.observe("log_ozone", normal(expected, sigma), logOzone, day);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary("~log_ozone_missing"));
    }
}
