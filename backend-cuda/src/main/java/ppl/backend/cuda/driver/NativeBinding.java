package ppl.backend.cuda.driver;

import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;

/** Loads the native part of JCuda. */
final class NativeBinding {

    private NativeBinding() {}

    /**
     * Loads it; further calls do nothing.
     *
     * @throws IllegalStateException if Java would print a warning about it, or the file is missing; the message says what to do
     * @throws LinkageError if the system cannot load it
     */
    static synchronized void load() {
        Module jcuda = LibUtils.class.getModule();
        if (!jcuda.isNativeAccessEnabled()) {
            throw new IllegalStateException("Java must be started with " + flag(jcuda.getName()));
        }
        PrivateFolder.load(file("JCudaDriver"), () -> JCudaDriver.setExceptionsEnabled(false));
    }

    /** The option without which Java warns of native code. A module without a name is that of the class path. */
    static String flag(@Nullable String module) {
        return "--enable-native-access=" + (module == null ? "ALL-UNNAMED" : module);
    }

    /** The name of a native library of the binding on this system. */
    static String file(String library) {
        return LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName(library + "-" + JCudaVersion.get()));
    }
}
