package ppl.tests.tck;

import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;
import ppl.tests.backends.PresentBackends;

/** The reference keeps the rules too. */
class InterpConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return PresentBackends.interp();
    }
}
