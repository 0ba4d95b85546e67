package ppl.api.store;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Variable;

/** Compares elements and labels with those that xarray gives, as texts with all digits. Each comparison says the first difference. */
final class XarrayElements {
    private XarrayElements() {}

    static DataType dtype(XarrayRow row) {
        return row.dtype().equals("bool")
                ? DataType.BOOL
                : row.dtype().contains("int") ? DataType.INT64 : DataType.FLOAT64;
    }

    static String numbers(XarrayRow row, Variable ours) {
        double[] values = ours.toDoubles();
        long[] whole = ours.toLongs();
        double unit = !row.dtype().startsWith("timedelta")
                ? 1
                : Map.of("milliseconds", 1e6, "seconds", 1e9, "days", 86_400e9)
                        .getOrDefault(ours.attributes().get("units"), Double.NaN);
        List<String> theirs = row.values();
        for (int i = 0; i < theirs.size(); i++) {
            String element = theirs.get(i);
            boolean same =
                    switch (ours.dtype()) {
                        case BOOL -> element.equals(values[i] != 0 ? "True" : "False");
                        case INT64 ->
                            unit == 1
                                    ? element.equals(Long.toString(whole[i]))
                                    : element.equals(Long.toString((long) (values[i] * unit)));
                        case FLOAT64 ->
                            close(parse(element), values[i] * unit, row.dtype().equals("float32") ? 1e-6 : 0);
                    };
            if (!same) {
                return "has " + values[i] + " at " + i + ", not " + element;
            }
        }
        if (row.mean().equals("-") || unit != 1) {
            return "";
        }
        double[] moments = values.clone();
        Arrays.setAll(moments, i -> values[i] * (i + 1));
        double tolerance = row.dtype().equals("float32") ? 1e-6 : 1e-13;
        if (!close(parse(row.mean()), mean(values), tolerance)) {
            return "has mean " + mean(values) + ", not " + row.mean();
        }
        if (!close(parse(row.moment()), mean(moments), tolerance)) {
            return "has elements in other places: moment " + mean(moments) + ", not " + row.moment();
        }
        return "";
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    private static double parse(String number) {
        return switch (number) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(number);
        };
    }

    static boolean close(double theirs, double ours, double relative) {
        return Double.compare(theirs, ours) == 0 || Math.abs(theirs - ours) <= relative * Math.abs(theirs);
    }

    static String labels(XarrayRow row, Coord labels) {
        List<String> theirs = row.values();
        if (theirs.size() != labels.size()) {
            return "has " + labels.size() + " labels, not " + theirs.size();
        }
        for (int i = 0; i < theirs.size(); i++) {
            boolean same =
                    switch (labels) {
                        case Coord.Longs longs -> theirs.get(i).equals(longs.label(i));
                        case Coord.Doubles doubles -> close(parse(theirs.get(i)), (double) doubles.value(i), 0);
                        // A date of xarray has all its digits.
                        case Coord.Strings texts ->
                            row.dtype().startsWith("datetime")
                                    ? theirs.get(i).startsWith(texts.label(i))
                                            && theirs.get(i)
                                                    .substring(texts.label(i).length())
                                                    .matches("(T00:00:00)?[.0]*")
                                    : theirs.get(i).equals(texts.label(i));
                    };
            if (!same) {
                return "has label '" + labels.label(i) + "', not '" + theirs.get(i) + "'";
            }
        }
        return "";
    }
}
