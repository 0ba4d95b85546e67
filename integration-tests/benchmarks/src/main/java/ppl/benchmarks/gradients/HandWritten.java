package ppl.benchmarks.gradients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import ppl.api.Model;

/**
 * A model that was also written by hand in C.
 *
 * @param name as figures call it
 * @param kernel its case in {@code gradients.c}
 * @param arrays the data that the case reads, by name
 * @param model makes the model, with the same data
 */
public record HandWritten(String name, String kernel, Map<String, double[]> arrays, Supplier<Model> model) {

    /** Copies the map. */
    public HandWritten {
        arrays = Map.copyOf(arrays);
    }

    /** All of them. */
    public static List<HandWritten> all() {
        List<HandWritten> all = new ArrayList<>();
        all.add(Groups.eightSchools());
        all.add(Groups.radon(1, true));
        all.add(Groups.radon(1, false));
        all.add(Groups.radon(100, true));
        all.add(Groups.radon(100, false));
        for (int rows : new int[] {1_000, 100_000}) {
            all.add(Rows.normal(rows));
            all.add(Rows.studentT(rows));
            all.add(Rows.poisson(rows));
            all.add(Rows.bernoulli(rows));
        }
        all.add(Groups.items(false));
        all.add(Groups.items(true));
        all.add(Columns.logistic(10_000, 50, false));
        all.add(Columns.logistic(10_000, 50, true));
        all.add(Columns.linear("arK", 200, 5));
        all.add(Columns.linear("linear regression", 5_000, 25));
        all.add(Columns.process(200));
        return List.copyOf(all);
    }

    /** A logistic regression of made-up data. */
    public static HandWritten logistic(int rows, int columns) {
        return Columns.logistic(rows, columns, false);
    }

    /** The same of data that are float32 numbers. */
    public static HandWritten logisticOfFloat32(int rows, int columns) {
        return Columns.logistic(rows, columns, true);
    }

    /** The radon model with its rows so many times. */
    public static HandWritten radon(int times) {
        return Groups.radon(times, true);
    }

    /** The smallest. */
    public static HandWritten eightSchools() {
        return Groups.eightSchools();
    }

    /** Those that are told apart by the width of vector registers. */
    public static List<HandWritten> ofRegisters() {
        return List.of(
                Groups.radon(1, true), Columns.logistic(10_000, 50, false), Rows.poisson(1_000), Rows.poisson(100_000));
    }
}
