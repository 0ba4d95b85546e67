package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.rewriting;
import static ppl.tests.tck.Fault.fault;

import java.util.stream.Stream;
import ppl.backend.spi.Backend;

/** Faults in calls, programs, threads, closing and promises. */
final class ConductFaults {

    private ConductFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault("the other branch is run", () -> rewriting(WrongPrograms::otherBranch), "D1.01", "result 0", "D"),
                fault(
                        "results of a branch are given in reverse",
                        () -> rewriting(WrongPrograms::resultsReversed),
                        "D1.01",
                        "an operand is the result, true",
                        ""),
                fault(
                        "rows come in the other order",
                        () -> rewriting(WrongPrograms::otherDirection),
                        "D2.01",
                        "a recurrence of numbers, backwards",
                        "D"),
                fault(
                        "the last step is left out",
                        () -> rewriting(WrongPrograms::oneStepLess),
                        "D2.02",
                        "after 1 steps",
                        "D"),
                fault("all steps are made", () -> rewriting(WrongPrograms::allSteps), "D2.03", "told 3 steps", "D"),
                fault(
                        "a condition is not asked",
                        () -> rewriting(WrongPrograms::unasked),
                        "D2.04",
                        "after 0 steps",
                        "D"),
                fault(
                        "only floats are carried",
                        () -> rewriting(WrongPrograms::carriesFloatsOnly),
                        "D2.07",
                        "int32",
                        "D"),
                fault(
                        "shapes of size 0 are refused",
                        WrongPrograms::refusesSizeZero,
                        "M2.01",
                        "ArrayIndexOutOfBoundsException",
                        "MRCIL"),
                fault(
                        "an output named twice is computed once",
                        WrongPrograms::forgetsSecondOutput,
                        "P1.01",
                        "the second output",
                        "P"),
                fault(
                        "inputs are taken in the order of use",
                        WrongPrograms::ordersInputsByUse,
                        "P1.02",
                        "in another order than their use",
                        "P"),
                fault(
                        "long programs overflow the stack",
                        WrongPrograms::refusesLongPrograms,
                        "P1.04",
                        "StackOverflowError",
                        ""),
                fault("the last element is not written", WrongCalls::leavesTheTail, "P2.01", "expected", "PMIRCL"),
                fault("zeros are not written", WrongCalls::expectsClearedArrays, "P2.01", "expected 0x0p0", "PI"),
                fault("a call writes to its inputs", WrongCalls::writesToInputs, "P2.02", "after the call", "PI"),
                fault("a call writes to constants", WrongCalls::writesToConstants, "P2.07", "after two calls", ""),
                fault("NaN stays in the workspace", WrongCalls::keepsNaN, "P2.03", "the third call", "P"),
                fault(
                        "results are kept by the array's identity",
                        WrongCalls::remembersArrays,
                        "P2.04",
                        "call 1",
                        "PIX"),
                fault("an array given twice is copied once", WrongCalls::copiesSharedArraysOnce, "P2.05", "x - y", ""),
                fault(
                        "compiling again gives other bits",
                        WrongPrograms::changesFromCompileToCompile,
                        "P2.06",
                        "the value",
                        "PRM"),
                fault(
                        "a batch repeats its first point",
                        WrongCalls::repeatsTheFirstPoint,
                        "P3.01",
                        "the sum of point 1",
                        ""),
                fault("a batch costs nothing", WrongClaims::batchesForNothing, "P3.02", "64 points", ""),
                fault(
                        "halves of random words are exchanged",
                        WrongPrograms::exchangesPhiloxHalves,
                        "K1.01",
                        "halves of a 64-bit word exchanged",
                        ""),
                fault("a claimed exp has other bits", WrongPrograms::hasItsOwnExp, "F2.01", "exp", ""),
                fault(
                        "a rich op not claimed is run all the same",
                        WrongPrograms::expandsSilently,
                        "E2.01",
                        "nothing was thrown",
                        "E"),
                fault("NaN throws", WrongCalls::throwsOnNaN, "E3.01", "ArithmeticException", ""),
                fault(
                        "callers share a workspace",
                        WrongThreads::sharesWorkspace,
                        "T1.01",
                        "one workspace for all callers",
                        ""),
                fault(
                        "only one program compiles at a time",
                        WrongThreads::compilesOneAtATime,
                        "T1.02",
                        "ConcurrentModificationException",
                        ""),
                fault(
                        "callers may not take turns",
                        WrongThreads::mixesUpCallers,
                        "T1.03",
                        "a workspace per thread",
                        ""),
                fault(
                        "callers belong to their thread",
                        WrongThreads::bindsCallersToThreads,
                        "T1.04",
                        "thread-local state",
                        ""),
                fault("results are written later", WrongCalls::writesLater, "T1.05", "read after two more", "PVSIRC"),
                fault("memory is freed twice", WrongLife::closesOnce, "X1.01", "freed twice", "X"),
                fault("calls after closing work", WrongLife::callsAfterClosing, "X1.02", "nothing was thrown", "X"),
                fault("closing closes the twin", WrongLife::closesItsTwin, "X1.03", "closed", "X"),
                fault(
                        "programs are never given back",
                        WrongLife::runsOutOfPrograms,
                        "X1.05",
                        "no room for another program",
                        "X"),
                fault(
                        "closing gives memory back under a call",
                        WrongLife::closesUnderCalls,
                        "X1.06",
                        "given back under it",
                        ""),
                fault("calls allocate", WrongCalls::promisesNoAllocation, "A1.01", "calls allocate", ""),
                fault("FAST computes in float32", WrongPrograms::fastInFloat32, "N1.01", "relative error", ""),
                fault("the name is a title", WrongClaims::shouts, "B1.01", "Broken Backend", ""),
                fault(
                        "the level is of the future",
                        WrongClaims::comesFromTheFuture,
                        "B1.02",
                        "the level is " + (Backend.LEVEL + 1),
                        ""),
                fault("the probe prints", WrongClaims::chatters, "B1.03", "no device found", ""),
                fault("the probe throws", WrongClaims::throwsFromProbe, "B1.03", "no libdevice", ""),
                fault("STRICT is refused", WrongClaims::isFastOnly, "B1.04", "STRICT is refused", ""),
                fault("the estimate is a constant", WrongClaims::estimatesNothing, "B1.05", "50 million", ""));
    }
}
