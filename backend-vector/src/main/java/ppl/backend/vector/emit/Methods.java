package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** The static methods of a class that is being written. */
public interface Methods {

    /** Adds one and returns its name. */
    String add(MethodTypeDesc type, Consumer<CodeBuilder> body);
}
