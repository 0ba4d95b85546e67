package ppl.api.store;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.DataType;

/**
 * Decodes the numbers of a file by the CF conventions, as far as xarray follows them by default ({@code decode_cf}), in the same
 * order.
 *
 * <ol>
 *   <li>{@code _Unsigned} says whether integers have a sign.
 *   <li>{@code _FillValue} and {@code missing_value}, one or several, stand for NaN. Integers with such an attribute become reals.
 *   <li>{@code scale_factor} multiplies, then {@code add_offset} is added.
 *   <li>{@code units} with the word {@code since} make dates, {@link CfTimes}.
 *   <li>{@code dtype = "bool"} makes truth values.
 * </ol>
 *
 * <p><b>Numerics.</b> All is computed in double precision; xarray uses float32 for some packed types and so differs from it by
 * rounding. A real is missing when it equals the missing value as it is, or rounded to float32 for float32 data; an integer, when
 * it is the same integer. xarray compares after conversion to a real, and so takes integers beyond 2<sup>53</sup> that are close to
 * the missing value for missing as well.
 *
 * <p><b>Texts.</b> A label that equals {@code _FillValue} or {@code missing_value} is missing with xarray. No text says that, so such
 * labels are refused.
 *
 * <p><b>Units.</b> Durations ({@code units = "seconds"}, {@code dtype = "timedelta64[s]"}) stay numbers and keep both attributes;
 * xarray makes {@code timedelta64} of them, before 2025 by the units and since then by the dtype.
 *
 * <p><b>Source.</b> CF Conventions 1.11, sections 2.5.1, 4.4 and 8.1; the NetCDF User's Guide, "Attribute Conventions".
 */
final class CfDecoding {
    private static final String FILL = "_FillValue";
    private static final String MISSING = "missing_value";
    private static final String SCALE = "scale_factor";
    private static final String OFFSET = "add_offset";
    private static final String UNSIGNED = "_Unsigned";
    private static final String ENCODING = "_Encoding";

    /** The attributes that decoding uses. A decoded variable must not have them, or it would be decoded once more. */
    static final Set<String> NAMES = Set.of(FILL, MISSING, SCALE, OFFSET, UNSIGNED, ENCODING);

    private final long address;
    private final ElementType type;
    private final Notes notes;

    private CfDecoding(long address, ElementType type, Notes notes) {
        this.address = address;
        this.type = type;
        this.notes = notes;
    }

    static CfDecoding of(long address, ElementType type, Notes notes) throws DataFormatException {
        for (String name : NAMES) {
            String reason = notes.unreadable().get(name);
            if (reason != null) {
                throw new NotHeldException(address, "its attribute " + name + " is " + reason);
            }
        }
        return new CfDecoding(address, type, notes);
    }

    /** Whether decoding needs memory of its own. */
    boolean copies() {
        return isFlag() || NAMES.stream().anyMatch(notes.values()::containsKey);
    }

    /** The type of the numbers if decoding leaves each as it is in the file; null if it changes some. */
    @Nullable
    DataType unchanged() {
        if (isTime() || NAMES.stream().anyMatch(notes.values()::containsKey)) {
            return null;
        }
        boolean whole = type.kind() == ElementType.Kind.INTEGER && type.signed();
        if (isFlag()) {
            return whole && type.size() == 1 ? DataType.BOOL : null;
        }
        if (type.size() != Double.BYTES) {
            return null;
        }
        return whole ? DataType.INT64 : type.kind() == ElementType.Kind.REAL ? DataType.FLOAT64 : null;
    }

    /** Whether the numbers are dates. */
    boolean isTime() {
        return notes.text("units").contains("since");
    }

    /** Whether the numbers are spans of time. */
    boolean isDuration() {
        return CfTimes.areUnits(notes.text("units")) || notes.text("dtype").startsWith("timedelta64");
    }

    /** The attributes of the decoded variable. */
    Map<String, Object> free() {
        Map<String, Object> free = notes.free();
        free.keySet().removeAll(NAMES);
        if (isFlag()) {
            free.remove("dtype");
        }
        return free;
    }

    private boolean isFlag() {
        return notes.text("dtype").equals("bool");
    }

    /** The decoded values, in the same array if it can hold them; dates stay the numbers of the file. */
    Values decode(Values raw) throws DataFormatException {
        return switch (raw) {
            case Values.Longs(long[] values) -> numbers(values);
            case Values.Doubles(double[] values) -> flags(new Values.Doubles(scaled(masked(values))));
            case Values.Characters characters -> present(characters.decode(charset()));
            case Values.Flags flags -> flags;
            case Values.Texts texts -> present(texts);
        };
    }

    private Values.Texts present(Values.Texts texts) throws DataFormatException {
        for (String name : List.of(MISSING, FILL)) {
            for (Object missing : listed(name)) {
                int at = texts.values().indexOf(missing);
                if (at >= 0) {
                    throw new NotHeldException(
                            address,
                            "the one at position " + at + " is '" + missing + "', which its attribute " + name
                                    + " calls missing");
                }
            }
        }
        return texts;
    }

    /** The values of an attribute that may have one or several. */
    private List<?> listed(String name) {
        Object found = notes.values().getOrDefault(name, List.of());
        return found instanceof List<?> list ? list : List.of(found);
    }

    private Values numbers(long[] values) throws DataFormatException {
        boolean unsigned = notes.text(UNSIGNED).equals("true")
                || (!type.signed() && !notes.text(UNSIGNED).equals("false"));
        if (unsigned == type.signed()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = withSign(values[i], unsigned);
            }
        }
        List<Object> missing = unsigned == type.signed() ? missing(unsigned) : missing();
        boolean wide = unsigned && type.size() == 8;
        if (missing.isEmpty() && !isPacked()) {
            if (wide) {
                requireSmall(values);
            }
            return flags(new Values.Longs(values));
        }
        double[] reals = new double[values.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = wide ? unsigned(values[i]) : values[i];
            for (Object value : missing) {
                boolean equal =
                        value instanceof Long whole ? whole == values[i] : ((Number) value).doubleValue() == reals[i];
                if (equal) {
                    reals[i] = Double.NaN;
                    break;
                }
            }
        }
        return flags(new Values.Doubles(scaled(reals)));
    }

    /** The bits of an integer of this type read with a sign or without. */
    private long withSign(long value, boolean unsigned) {
        int spare = 64 - 8 * type.size();
        return unsigned ? value << spare >>> spare : value << spare >> spare;
    }

    private static double unsigned(long bits) {
        // Twice the half; the lowest bit stays, so that rounding is as of the whole number.
        return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
    }

    private void requireSmall(long[] values) throws DataFormatException {
        for (long value : values) {
            if (value < 0) {
                throw new NotHeldException(
                        address, "it has the integer " + Long.toUnsignedString(value) + ", which int64 does not hold");
            }
        }
    }

    private List<Object> missing() {
        List<Object> missing = new ArrayList<>(missing(MISSING));
        missing.addAll(missing(FILL));
        return missing;
    }

    /**
     * Those of integers that are stored with a sign and meant without, or the other way round: the fill value is meant like them. Of
     * a missing value xarray does not think so, nor do all writers.
     */
    private List<Object> missing(boolean unsigned) throws DataFormatException {
        for (Object value : missing(MISSING)) {
            if (value instanceof Long whole && withSign(whole, unsigned) != whole) {
                throw new NotHeldException(
                        address,
                        "its missing_value " + whole + " is outside the range that its attribute _Unsigned gives it");
            }
        }
        List<Object> missing = new ArrayList<>(missing(MISSING));
        for (Object value : missing(FILL)) {
            missing.add(value instanceof Long whole ? (Object) withSign(whole, unsigned) : value);
        }
        return missing;
    }

    private List<Object> missing(String name) {
        List<Object> missing = new ArrayList<>();
        for (Object value : listed(name)) {
            // Texts equal no number, and NaN is missing already.
            if (value instanceof Long || (value instanceof Double real && !real.isNaN())) {
                missing.add(value);
            }
        }
        return missing;
    }

    private double[] masked(double[] values) {
        for (Object value : missing()) {
            double absent = ((Number) value).doubleValue();
            for (int i = 0; i < values.length; i++) {
                if (values[i] == absent || (type.size() == 4 && values[i] == (float) absent)) {
                    values[i] = Double.NaN;
                }
            }
        }
        return values;
    }

    private boolean isPacked() {
        return notes.values().containsKey(SCALE) || notes.values().containsKey(OFFSET);
    }

    private double[] scaled(double[] values) throws DataFormatException {
        if (isPacked()) {
            double scale = number(SCALE, 1);
            double offset = number(OFFSET, 0);
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * scale + offset;
            }
        }
        return values;
    }

    private double number(String name, double otherwise) throws DataFormatException {
        Object found = notes.values().getOrDefault(name, otherwise);
        if (found instanceof List<?> list && list.size() == 1) {
            found = list.getFirst();
        }
        if (found instanceof Number number) {
            return number.doubleValue();
        }
        throw new NotHeldException(address, "its attribute " + name + " is not a number but '" + found + "'");
    }

    private Values flags(Values numbers) throws DataFormatException {
        if (!isFlag()) {
            return numbers;
        }
        return switch (numbers) {
            case Values.Longs(long[] values) -> {
                boolean[] flags = new boolean[values.length];
                for (int i = 0; i < flags.length; i++) {
                    flags[i] = values[i] != 0;
                }
                yield new Values.Flags(flags);
            }
            case Values.Doubles(double[] values) -> {
                boolean[] flags = new boolean[values.length];
                for (int i = 0; i < flags.length; i++) {
                    if (Double.isNaN(values[i])) {
                        throw new NotHeldException(address, "it has truth values of which some are missing");
                    }
                    flags[i] = values[i] != 0;
                }
                yield new Values.Flags(flags);
            }
            case Values.Flags flags -> flags;
            case Values.Texts texts -> texts;
            case Values.Characters characters -> characters;
        };
    }

    private Charset charset() throws DataFormatException {
        String name = notes.text(ENCODING);
        if (name.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(Charset.isSupported(name) ? name : name.replaceAll("[-_]", ""));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw new NotHeldException(
                    address, "its text is encoded in '" + name + "', which this reader does not know");
        }
    }
}
