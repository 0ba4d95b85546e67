package ppl.backend.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.nvptxcompiler.JNvPTXCompiler;

/** Loads the translator that comes with the binding, from a folder of its own as {@link NativeBinding} does with the driver. */
public final class PtxCompilerLibrary {

    private PtxCompilerLibrary() {}

    /** Loads it; further calls do nothing. */
    public static void load() {
        synchronized (NativeBinding.class) {
            String name = LibUtils.createPlatformLibraryName("JNvPTXCompiler-" + JCudaVersion.get());
            String file = LibUtils.createLibraryFileName(name);
            String before = System.getProperty("java.io.tmpdir", "/tmp");
            try {
                Path folder = Files.createTempDirectory("ppl-ptx");
                try (InputStream in = PtxCompilerLibrary.class.getClassLoader().getResourceAsStream("lib/" + file)) {
                    if (in == null) {
                        throw new AssertionError("lib/" + file + " is not among the test's resources");
                    }
                    Files.copy(in, folder.resolve(file));
                    System.setProperty("java.io.tmpdir", folder.toString());
                    JNvPTXCompiler.setExceptionsEnabled(false);
                } finally {
                    System.setProperty("java.io.tmpdir", before);
                    Files.deleteIfExists(folder.resolve(file));
                    Files.deleteIfExists(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
