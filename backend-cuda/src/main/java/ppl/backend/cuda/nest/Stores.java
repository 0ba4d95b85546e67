package ppl.backend.cuda.nest;

import ppl.backend.cuda.code.Frame;
import ppl.backend.spi.plan.Sink;

/** Writes of an iteration. */
final class Stores {

    private Stores() {}

    static void write(Frame frame, Values values, Sink.Store store) {
        frame.store(
                frame.target().plan().buffer(store.to().buffer()).dtype(),
                values.address(store.to()),
                values.value(store.step()));
    }
}
