package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import ppl.backend.spi.plan.Kernel.LoopNest;

/** Writes loop nests in a way of its own. */
public interface NestWriter {

    /**
     * Writes the method of a nest, which gets the arrays of a call and returns nothing.
     *
     * @param constants those of the class
     * @param methods those of the class
     */
    void write(CodeBuilder code, LoopNest nest, Constants constants, Methods methods);
}
