package ppl.tests.tck;

import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;
import ppl.backend.vector.VectorBackend;

/** Generated loops keep the rules. */
class VectorConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new VectorBackend();
    }
}
