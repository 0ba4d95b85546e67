package ppl.tests.tck;

import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;
import ppl.tests.backends.PresentBackends;

/** Generated loops keep the rules. */
class VectorConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return PresentBackends.vector();
    }
}
