package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.rewriting;
import static ppl.tests.tck.Fault.fault;

import java.util.stream.Stream;

/** Faults in the values of single operations. */
final class ArithmeticFaults {

    private ArithmeticFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(
                        "float64 sums are done in float32",
                        () -> rewriting(WrongArithmetic::sumsInFloat32),
                        "V1.01",
                        "expected",
                        "SPRMEC"),
                fault(
                        "quotients are products with a reciprocal",
                        () -> rewriting(WrongArithmetic::divisionByReciprocal),
                        "V1.03",
                        "one; not 49 * (1/49)",
                        "VS"),
                fault(
                        "square roots go through float32",
                        () -> rewriting(WrongArithmetic::rootThroughFloat32),
                        "V1.04",
                        "irrational",
                        "SP"),
                fault(
                        "fma is rounded twice",
                        () -> rewriting(WrongArithmetic::fmaRoundedTwice),
                        "V1.05",
                        "a product rounded before the sum",
                        "VS"),
                fault(
                        "rint is floor(x + 0.5)",
                        () -> rewriting(WrongArithmetic::rintByFloor),
                        "V1.06",
                        "rint as floor(x + 0.5)",
                        "VS"),
                fault("abs sets the sign of zero", () -> rewriting(WrongArithmetic::absByBits), "S1.03", "-0x0p0", "S"),
                fault(
                        "float32 fma is done in float64",
                        () -> rewriting(WrongArithmetic::fma32In64),
                        "V2.05",
                        "an fma computed in float64",
                        ""),
                fault("int32 sums saturate", () -> rewriting(WrongArithmetic::integersSaturate), "V3.01", "wraps", ""),
                fault(
                        "a shift by the width gives 0",
                        () -> rewriting(WrongArithmetic::largeShiftGivesZero),
                        "V3.05",
                        "low bits of the count",
                        ""),
                fault(
                        "shr keeps the sign",
                        () -> rewriting(WrongArithmetic::shiftKeepsSign),
                        "V3.06",
                        "an arithmetic shift",
                        ""),
                fault(
                        "int64 is compared as float64",
                        () -> rewriting(WrongArithmetic::integersComparedAsFloats),
                        "V4.03",
                        "a way through a float",
                        ""),
                fault(
                        "float to integer rounds down",
                        () -> rewriting(WrongArithmetic::castRoundsDown),
                        "V5.01",
                        "toward 0",
                        "P"),
                fault(
                        "float to int32 goes through int64",
                        () -> rewriting(WrongArithmetic::castWrapsToInt32),
                        "V5.02",
                        "held",
                        ""),
                fault(
                        "NaN casts to the least integer",
                        () -> rewriting(WrongArithmetic::nanCastsToLeast),
                        "V5.03",
                        "NaN to 0",
                        ""),
                fault(
                        "int64 to float32 rounds twice",
                        () -> rewriting(WrongArithmetic::castRoundsTwice),
                        "V5.04",
                        "rounded once",
                        ""),
                fault(
                        "bitcast converts",
                        () -> rewriting(WrongArithmetic::bitcastConverts),
                        "V5.08",
                        "a conversion of values",
                        "P"),
                fault(
                        "0 times anything is 0",
                        () -> rewriting(WrongArithmetic::zeroTimesAnythingIsZero),
                        "S1.01",
                        "NaN",
                        "S"),
                fault(
                        "-0 is lost by neg",
                        () -> rewriting(WrongArithmetic::minusZeroLost),
                        "S1.03",
                        "-0: not 0 - x",
                        "S"),
                fault(
                        "max ignores NaN",
                        () -> rewriting(WrongArithmetic::maxIgnoresNaN),
                        "S1.04",
                        "NaN if either is",
                        "S"),
                fault(
                        "min is x < y ? x : y",
                        () -> rewriting(WrongArithmetic::minByComparison),
                        "S1.04",
                        "-0 is less than 0",
                        "S"),
                fault(
                        "lt is 'not ge'",
                        () -> rewriting(WrongArithmetic::lessAsNotGreaterOrEqual),
                        "S1.05",
                        "lt f64: nan",
                        "S"),
                fault(
                        "subnormal results are flushed",
                        () -> rewriting(WrongArithmetic::subnormalsFlushed),
                        "S1.06",
                        "not flushed",
                        "VS"),
                fault(
                        "select is computed by products",
                        () -> rewriting(WrongArithmetic::selectByProducts),
                        "S1.07",
                        "the other side does not leak",
                        "SV"),
                fault(
                        "a product and a sum are contracted to fma",
                        () -> rewriting(WrongArithmetic::contractedToFma),
                        "R1.12",
                        "contracted to fma",
                        "P"));
    }
}
