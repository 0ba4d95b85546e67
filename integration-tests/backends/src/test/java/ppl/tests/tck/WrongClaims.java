package ppl.tests.tck;

import ppl.backend.spi.Availability;
import ppl.backend.spi.Program;
import ppl.graph.compile.NumericMode;

/** Backends that say of themselves what is not so. */
final class WrongClaims {

    private WrongClaims() {}

    static BrokenBackend batchesForNothing() {
        return new BrokenBackend() {
            @Override
            public double estimateNanos(Program program, int batch) {
                return estimateNanos(program) / batch;
            }
        };
    }

    static BrokenBackend shouts() {
        return new BrokenBackend() {
            @Override
            public String name() {
                return "Broken Backend";
            }
        };
    }

    static BrokenBackend comesFromTheFuture() {
        return new BrokenBackend() {
            @Override
            public int level() {
                return LEVEL + 1;
            }
        };
    }

    static BrokenBackend chatters() {
        return new BrokenBackend() {
            @Override
            public Availability availability() {
                System.err.println("no device found");
                return super.availability();
            }
        };
    }

    static BrokenBackend throwsFromProbe() {
        return new BrokenBackend() {
            @Override
            public Availability availability() {
                throw new UnsatisfiedLinkError("no libdevice in java.library.path");
            }
        };
    }

    static BrokenBackend isFastOnly() {
        return new BrokenBackend() {
            @Override
            public boolean supports(NumericMode mode) {
                return mode == NumericMode.FAST;
            }
        };
    }

    static BrokenBackend estimatesNothing() {
        return new BrokenBackend() {
            @Override
            public double estimateNanos(Program program) {
                return 1000;
            }
        };
    }
}
