package ppl.integration.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the sources of the project are, for tests that read them. */
final class ProjectFolder {
    private ProjectFolder() {}

    /** The folder that holds all modules. */
    static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("README.md")) || !Files.exists(root.resolve("ppl-api"))) {
            root = Objects.requireNonNull(root.getParent(), "no folder above this one holds README.md and ppl-api");
        }
        return root;
    }
}
