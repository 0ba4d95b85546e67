package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;

/** Rules V and S: single operations, against the bits of the table {@code elementwise.csv}. */
final class ElementwiseRules {

    private final Table table = Table.read("elementwise.csv");
    private final List<Rule> rules = new ArrayList<>();

    private ElementwiseRules() {}

    static List<Rule> all() {
        ElementwiseRules all = new ElementwiseRules();
        all.values();
        all.special();
        all.table.checkAllUsed();
        return all.rules;
    }

    private void values() {
        rule(
                "V1.01",
                "float64 sums and differences are rounded to nearest, ties to even",
                "flags of the arithmetic unit");
        rule("V1.02", "float64 products are rounded to nearest, ties to even", "products kept wider than float64");
        rule("V1.03", "float64 quotients are rounded once", "multiplication by a reciprocal, an approximate division");
        rule("V1.04", "float64 square roots are rounded once", "an approximate square root, a root through float32");
        rule("V1.05", "float64 fma rounds once", "a product rounded before the sum");
        rule(
                "V1.06",
                "floor, ceil and rint give whole numbers, ties to even",
                "rint as floor(x + 0.5), a way through an integer type");
        rule("V1.07", "neg and abs change only the sign", "neg as 0 - x");
        rule("V1.08", "min and max choose by value", "a comparison of bits");
        rule(
                "V1.09",
                "floor_div rounds the quotient down, as NumPy's floor_divide",
                "the floor of a rounded quotient, a quotient rounded toward 0");
        rule(
                "V1.10",
                "floor_mod leaves what floor_div leaves, with the sign of the divisor",
                "x - y * floor(x / y), the machine's remainder, which has the sign of the dividend");
        rule("V2.01", "float32 sums and differences are rounded to float32", "float32 kept in float64");
        rule("V2.02", "float32 products are rounded to float32", "float32 kept in float64");
        rule("V2.03", "float32 quotients are rounded once", "multiplication by a reciprocal");
        rule("V2.04", "float32 square roots are rounded once", "an approximate square root");
        rule("V2.05", "float32 fma rounds once", "an fma computed in float64 and rounded again");
        rule("V2.06", "floor, ceil and rint on float32", "rint as floor(x + 0.5)");
        rule("V2.07", "min, max, neg and abs on float32", "a comparison of bits");
        rule("V2.08", "floor_div and floor_mod on float32", "the floor of a rounded quotient");
        rule("V3.01", "integer sums, differences and products wrap around", "saturation, arithmetic in another width");
        rule("V3.02", "integer min and max are signed", "an unsigned comparison, a way through a float");
        rule("V3.03", "integer neg and abs wrap at the least integer", "saturation");
        rule("V3.04", "and, or, xor and not work on bits", "logical in place of bitwise operations");
        rule("V3.05", "shl shifts by the low bits of the count", "counts of the width and more that give 0");
        rule(
                "V3.06",
                "shr fills with zeros and shifts by the low bits of the count",
                "an arithmetic shift, a way through a wider type");
        rule(
                "V3.07",
                "integer floor_div rounds down, and wraps at the least integer by -1; floor_mod has the sign of the divisor",
                "the machine's division, which rounds toward 0; a way through a float");
        rule("V3.08", "integer floor_div and floor_mod by 0 give 0", "an exception, a trap");
        rule("V4.01", "and, or, xor and not on truth values", "truth values stored as numbers other than 0 and 1");
        rule("V4.02", "comparisons of floats", "a tolerance in comparisons");
        rule("V4.03", "comparisons of integers", "a way through a float, an unsigned comparison");
        rule(
                "V4.04",
                "select takes the second operand where the condition holds, else the third",
                "operands exchanged");
        rule("V5.01", "float to integer truncates toward 0", "rounding to nearest or down");
        rule(
                "V5.02",
                "float to integer is held at the ends of the range",
                "wrapping, the hardware's out-of-range value, int32 through int64");
        rule("V5.03", "NaN converts to integer 0", "the hardware's out-of-range value");
        rule(
                "V5.04",
                "integer to float rounds once to nearest, ties to even",
                "int64 to float32 through float64, truncation");
        rule(
                "V5.05",
                "float64 to float32 rounds to nearest, ties to even; float32 to float64 is exact",
                "subnormal results flushed to 0");
        rule(
                "V5.06",
                "number to bool is 'not 0'; bool to number is 0 or 1",
                "NaN taken as false, a way through a narrower type");
        rule(
                "V5.07",
                "between integer widths the low bits are kept and the sign extended",
                "saturation, zero extension");
        rule("V5.08", "bitcast keeps the bits", "a conversion of values");
    }

    private void special() {
        rule(
                "S1.01",
                "NaN in gives NaN out, and undefined operations give NaN",
                "shortcuts such as 0 * x = 0, sqrt of |x|");
        rule("S1.02", "infinities follow IEEE-754", "division by zero caught, overflow clamped");
        rule("S1.03", "zeros keep their signs", "-0 lost: x + 0 or 0 - x put in for x or -x, a way through integers");
        rule(
                "S1.04",
                "min and max give NaN if either operand is NaN, and -0 is less than 0",
                "the hardware's min and max, or x < y ? x : y");
        rule(
                "S1.05",
                "comparisons with NaN are false, except ne; -0 equals 0",
                "comparison of bits, a negated opposite comparison");
        rule("S1.06", "subnormal numbers are kept", "flush-to-zero or denormals-are-zero set");
        rule(
                "S1.07",
                "select passes on the side taken as it is, whatever the other is",
                "select computed as c * x + (1 - c) * y");
    }

    private void rule(String id, String sentence, String suspects) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : table.rows(id)) {
            String program = row.get("operation") + " " + row.get("type") + " " + row.get("result type");
            groups.computeIfAbsent(program, _ -> new ArrayList<>()).add(row);
        }
        List<Case> cases = new ArrayList<>();
        groups.values().forEach(group -> cases.addAll(ElementwiseCases.of(group)));
        rules.add(Rule.of(id, sentence, suspects, cases));
    }
}
