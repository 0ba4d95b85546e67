package ppl.backend.cuda.emulator;

import java.util.List;

/**
 * A kernel made ready to be run. A thread has a slot for each register, then one for each constant of the text, then those of the
 * machine.
 *
 * @param operations one for each instruction
 * @param fields {@value #WIDTH} numbers for each instruction: the slot of its condition plus 1, negative if it must not hold, 0 if
 *     there is none; the slot of the result; those of three operands, 0 where there is none; a number of the instruction
 * @param constants the values of the slots behind the registers
 * @param registers the slots of registers
 * @param shared bytes of shared memory
 * @param threads the most threads of a block
 * @param barriers whether threads wait for each other
 * @param source the lines, for messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Decoded(
        String name,
        Operation[] operations,
        int[] fields,
        long[] constants,
        int registers,
        int shared,
        int threads,
        boolean barriers,
        List<String> source) {

    static final int WIDTH = 6;

    /** Numbers of the machine, in the last slots. */
    static final List<String> SPECIAL = List.of("%tid.x", "%ctaid.x", "%ctaid.y", "%ntid.x", "%nctaid.x", "%nctaid.y");

    /** The slots of a thread. */
    int slots() {
        return registers + constants.length + SPECIAL.size();
    }

    /** The slot of the first number of the machine. */
    int special() {
        return registers + constants.length;
    }
}
