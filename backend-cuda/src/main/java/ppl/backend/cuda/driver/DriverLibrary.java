package ppl.backend.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the driver's library is, found by reading files only. Asking the system's loader instead would print a warning on every
 * machine without the driver.
 *
 * @param folders where to look, in this order
 * @param cache the list of libraries the system's loader keeps
 */
record DriverLibrary(List<Path> folders, Path cache) {

    static final String NAME = "libcuda.so.1";

    private static final byte[] ELF_64 = {0x7F, 'E', 'L', 'F', 2};

    DriverLibrary {
        folders = List.copyOf(folders);
    }

    /** The folders that the loader of a Linux system searches. */
    static DriverLibrary ofThisMachine() {
        String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        Stream<String> named = Arrays.stream(path.split("[:;]")).filter(s -> !s.isBlank());
        Stream<String> usual = Stream.of(
                "/usr/lib/x86_64-linux-gnu",
                "/lib/x86_64-linux-gnu",
                "/usr/lib64",
                "/lib64",
                "/usr/lib",
                "/lib",
                "/usr/lib/wsl/lib",
                "/run/opengl-driver/lib");
        return new DriverLibrary(Stream.concat(named, usual).map(Path::of).toList(), Path.of("/etc/ld.so.cache"));
    }

    /** The first 64-bit library of the driver. */
    Optional<Path> find() {
        Stream<Path> candidates = Stream.concat(folders.stream().map(f -> f.resolve(NAME)), inCache().stream());
        return candidates.filter(DriverLibrary::isLibrary).findFirst();
    }

    private static boolean isLibrary(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF_64.length), ELF_64);
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** Paths in the cache are strings that end in a zero byte. */
    private List<Path> inCache() {
        String text;
        try {
            text = Files.isRegularFile(cache) ? Files.readString(cache, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException | SecurityException e) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        String ending = "/" + NAME + "\0";
        for (int at = text.indexOf(ending); at >= 0; at = text.indexOf(ending, at + 1)) {
            int start = text.lastIndexOf('\0', at) + 1;
            found.add(Path.of(text.substring(start, at + ending.length() - 1)));
        }
        return found;
    }
}
