package ppl.backend.vector.run;

/** A piece of a compiled program. It keeps nothing between calls, so threads share it. */
public interface Code {

    /** Runs on the arrays given and on the workspace of the caller. */
    void run(Object[] inputs, Object[] outputs, Workspace workspace);
}
