package ppl.api.inference;

import java.util.List;

/**
 * The data at which {@link InferenceData#predict} predicts, in the place of those of the fit.
 *
 * {@snippet :
 * double[][] rows = {{-1.2, 0.4}, {0.3, -0.9}};
 * InferenceData next = fit.predict(d -> d.set("x", rows).dim("customer", "Ann", "Bo"));
 * }
 *
 * <p><b>Shapes</b>: values have the dims of the data they replace, outermost first, at their new sizes; flat arrays are in row-major order.
 *
 * <p><b>Labels</b>: what was fitted along a dim is that of its labels, wherever they stand now. Numbers of positions are labels too, if the
 * dim is given here or no data along it are. Of a numbered dim that only takes the size of new data, the rows are others than those of
 * the fit: nothing was fitted for any of them.
 *
 * <p><b>Missing values</b>: a variable that was observed in part is drawn whole where its rows or the data it depends on are others, as one
 * that was observed in full. Its missing elements have their fitted values only where it is as in the fit.
 *
 * <p><b>Errors</b>: those of {@code Model.with}. A {@code ModelException} names what does not fit the dims, or has no value for a label; a
 * {@code GraphException} with code SHAPE or INDEX says what the graph does not tell: an array that is not data, positions that stay, or what
 * depends on the order of labels, where these stand elsewhere or the first of them are left out.
 */
public interface PredictionData {

    /** Other float64 values of data, row-major over their dims. */
    PredictionData set(String name, double[] values);

    /** A matrix of other float64 values of data, row by row. */
    PredictionData set(String name, double[][] rows);

    /** Other whole numbers of data, row-major over their dims. */
    PredictionData set(String name, int[] values);

    /** Other whole numbers of data, row-major over their dims. */
    PredictionData set(String name, long[] values);

    /** Another value of a datum. */
    PredictionData set(String name, double value);

    /** Another size of a dim, whose positions are 0, 1, ... */
    PredictionData dim(String name, int size);

    /** Other labels of a dim. */
    PredictionData dim(String name, List<String> labels);

    /** Other labels of a dim. */
    PredictionData dim(String name, String... labels);

    /** What is done about labels for which nothing was fitted; without this they are refused. */
    PredictionData newLabels(NewLabels choice);
}
