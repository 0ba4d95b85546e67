package ppl.backend.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes JCuda load a native library from a folder of our own. JCuda unpacks its libraries to a fixed place of the common temporary folder,
 * takes what anyone has put there, and does not find them in their jar on a module path. So the library is unpacked here before, and JCuda
 * is made to look here while it loads.
 */
final class PrivateFolder {

    private static final String TEMPORARY = "java.io.tmpdir";

    private PrivateFolder() {}

    /**
     * Unpacks a library and runs what loads it.
     *
     * @param file its name
     * @param initialise the first use of the class that loads it
     * @throws IllegalStateException if the library is not there or cannot be unpacked; the message says what to do
     */
    static void load(String file, Runnable initialise) {
        synchronized (PrivateFolder.class) {
            try {
                Path folder = Files.createTempDirectory("ppl-cuda");
                try {
                    unpack(file, folder.resolve(file));
                    inside(folder, initialise);
                } finally {
                    Files.deleteIfExists(folder.resolve(file)); // a loaded library stays loaded
                    Files.deleteIfExists(folder);
                }
            } catch (IOException e) {
                throw new IllegalStateException("the native part of JCuda cannot be unpacked: " + e.getMessage(), e);
            }
        }
    }

    private static void unpack(String file, Path to) throws IOException {
        try (InputStream in = PrivateFolder.class.getClassLoader().getResourceAsStream("lib/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the native part of JCuda is missing: add org.jcuda:jcuda-natives with"
                        + " the classifier linux-x86_64 to your dependencies");
            }
            Files.copy(in, to);
        }
    }

    private static void inside(Path folder, Runnable initialise) {
        String before = System.getProperty(TEMPORARY, "/tmp");
        System.setProperty(TEMPORARY, folder.toString());
        try {
            initialise.run();
        } finally {
            System.setProperty(TEMPORARY, before);
        }
    }
}
