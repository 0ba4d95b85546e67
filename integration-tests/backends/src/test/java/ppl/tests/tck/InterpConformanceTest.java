package ppl.tests.tck;

import ppl.backend.interp.InterpBackend;
import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;

/** The reference keeps the rules too. */
class InterpConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new InterpBackend();
    }
}
