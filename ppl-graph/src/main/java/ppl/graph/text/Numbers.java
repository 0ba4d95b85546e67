package ppl.graph.text;

import org.jspecify.annotations.Nullable;
import ppl.graph.DType;

/**
 * Numbers as text that gives each bit of them back: floats in the fewest digits that mean them, so with a dot; {@code nan}, with
 * its bits if they are not the usual ones; {@code inf}.
 */
final class Numbers {

    private static final int LONGEST = 40;
    private static final int RADIX = 16;
    private static final long NAN = 0x7ff8000000000000L;
    private static final int NAN32 = 0x7fc00000;

    private Numbers() {}

    static String text(double x) {
        if (Double.isNaN(x)) {
            long bits = Double.doubleToRawLongBits(x);
            return bits == NAN ? "nan" : "nan:" + Long.toHexString(bits);
        }
        return Double.isInfinite(x) ? x > 0 ? "inf" : "-inf" : Double.toString(x);
    }

    static String text(float x) {
        if (Float.isNaN(x)) {
            int bits = Float.floatToRawIntBits(x);
            return bits == NAN32 ? "nan" : "nan:" + Integer.toHexString(bits);
        }
        return Float.isInfinite(x) ? x > 0 ? "inf" : "-inf" : Float.toString(x);
    }

    /** True if a number can only be a float. */
    static boolean isFloat(String number) {
        return number.indexOf('.') >= 0 || number.startsWith("nan") || number.endsWith("inf");
    }

    static double float64(TermReader in, String number) throws TextFormatException {
        switch (number) {
            case "nan" -> {
                return Double.longBitsToDouble(NAN);
            }
            case "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        if (number.startsWith("nan:")) {
            double x = Double.longBitsToDouble(bits(in, number));
            if (Double.isNaN(x)) {
                return x;
            }
        }
        return parsed(in, number, isDecimal(number) ? Double.parseDouble(number) : null, DType.F64);
    }

    static float float32(TermReader in, String number) throws TextFormatException {
        switch (number) {
            case "nan" -> {
                return Float.intBitsToFloat(NAN32);
            }
            case "inf" -> {
                return Float.POSITIVE_INFINITY;
            }
            case "-inf" -> {
                return Float.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        if (number.startsWith("nan:")) {
            long bits = bits(in, number);
            if (bits >>> Integer.SIZE == 0 && Float.isNaN(Float.intBitsToFloat((int) bits))) {
                return Float.intBitsToFloat((int) bits);
            }
        }
        return parsed(in, number, isDecimal(number) ? Float.parseFloat(number) : null, DType.F32);
    }

    /** Digits with a dot among them and perhaps an exponent: not all that Java reads as a float is a number here. */
    private static boolean isDecimal(String number) {
        int dots = 0;
        int mantissa = number.indexOf('E') < 0 ? number.length() : number.indexOf('E');
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean sign = c == '-' && (i == 0 || number.charAt(i - 1) == 'E');
            boolean exponent = c == 'E' && i > 0 && i == mantissa;
            dots += c == '.' && i < mantissa ? 1 : c == '.' ? 2 : 0;
            if (!sign && !exponent && c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        boolean ends = !number.isEmpty() && Character.isDigit(number.charAt(number.length() - 1));
        return ends
                && dots == 1
                && number.indexOf('.') > 0
                && number.length() <= LONGEST
                && Character.isDigit(number.charAt(number.indexOf('.') - 1));
    }

    private static <N extends Number> N parsed(TermReader in, String number, @Nullable N value, DType dtype)
            throws TextFormatException {
        if (value == null || Double.isInfinite(value.doubleValue())) {
            throw in.fails("'" + number + "' is no " + dtype.label() + ", such as -1.5, 2.0E-7, inf, nan");
        }
        return value;
    }

    private static long bits(TermReader in, String number) throws TextFormatException {
        try {
            return Long.parseUnsignedLong(number.substring("nan:".length()), RADIX);
        } catch (NumberFormatException e) {
            throw in.fails("'" + number + "' is no NaN: write its bits as up to 16 hexadecimal digits");
        }
    }

    static long int64(TermReader in, String number) throws TextFormatException {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw in.fails("'" + number + "' is no int64");
        }
    }

    static int int32(TermReader in, String number) throws TextFormatException {
        long n = int64(in, number);
        if (n != (int) n) {
            throw in.fails("'" + number + "' is no int32");
        }
        return (int) n;
    }
}
