package ppl.backend.cuda.emulator;

/** Runs the blocks of a launch one after the other, and the threads of a block in turns from barrier to barrier, in a random order. */
final class Launch {

    /** A launch that takes more instructions counts as hung. */
    private static final long INSTRUCTIONS = 20_000_000_000L;

    private final Machine machine;
    private long random;
    private int[] blockOrder = {};
    private int[] threadOrder = {};
    private int[] at = {};

    Launch(DeviceMemory memory, long seed) {
        this.machine = new Machine(memory);
        this.random = seed;
    }

    void run(Decoded kernel, int points, int rows, int threads, long parameter) {
        machine.shape(points, rows, threads);
        int blocks = Math.multiplyExact(points, rows);
        machine.prepare(kernel, kernel.barriers() ? threads : 1, INSTRUCTIONS);
        machine.watch.launch();
        blockOrder = shuffled(blockOrder, blocks);
        for (int b = 0; b < blocks; b++) {
            machine.watch.block();
            if (kernel.barriers()) {
                together(kernel, blockOrder[b], threads, parameter);
            } else {
                threadOrder = shuffled(threadOrder, threads);
                for (int k = 0; k < threads; k++) {
                    machine.enter(kernel, 0, threadOrder[k], blockOrder[b]);
                    machine.watch.thread(threadOrder[k]);
                    machine.run(kernel, 0, 0, parameter);
                }
            }
        }
    }

    /** A block whose threads wait for each other: all of them at the same barriers, or at their ends. */
    private void together(Decoded kernel, int block, int threads, long parameter) {
        if (at.length < threads) {
            at = new int[threads];
        }
        for (int t = 0; t < threads; t++) {
            machine.enter(kernel, t, t, block);
            at[t] = 0;
        }
        while (true) {
            threadOrder = shuffled(threadOrder, threads);
            for (int k = 0; k < threads; k++) {
                int t = threadOrder[k];
                machine.watch.thread(t);
                at[t] = machine.run(kernel, at[t], t, parameter);
            }
            for (int t = 1; t < threads; t++) {
                if (at[t] != at[0]) {
                    throw new KernelFault(
                            "the kernel " + kernel.name() + " has a barrier that not all threads of a block reach");
                }
            }
            if (at[0] == Machine.DONE) {
                return;
            }
            for (int t = 0; t < threads; t++) {
                at[t]++;
            }
            machine.watch.barrier();
        }
    }

    /** The numbers below {@code n} in a random order, in an array that is made anew only if it is too short. */
    private int[] shuffled(int[] array, int n) {
        int[] order = array.length < n ? new int[n] : array;
        for (int i = 0; i < n; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int j = (int) Long.remainderUnsigned(random, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
