package ppl.backend.cuda.driver;

import jcuda.nvptxcompiler.JNvPTXCompiler;

/** Loads the translator that comes with the binding, from a folder of its own as {@link NativeBinding} does with the driver. */
public final class PtxCompilerLibrary {

    private PtxCompilerLibrary() {}

    /** Loads it; further calls do nothing. */
    public static void load() {
        PrivateFolder.load(NativeBinding.file("JNvPTXCompiler"), () -> JNvPTXCompiler.setExceptionsEnabled(false));
    }
}
