package ppl.api.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.InferenceData;

/**
 * The files of one run: one of netCDF-4, or Stan's CSV, one per chain.
 *
 * @param paths the files
 * @param others the arguments that are none
 */
record RunFiles(List<Path> paths, List<String> others) {

    /** What an argument names: a file, or, as {@code 'fit_*.csv'}, all CSV files that match. */
    static RunFiles of(String file) throws IOException {
        return new RunFiles(expand(file), List.of());
    }

    /** The same, where chains of a run in CSV may follow; other arguments are for the command. */
    static RunFiles of(String file, List<String> rest) throws IOException {
        List<Path> paths = new ArrayList<>(expand(file));
        List<String> others = new ArrayList<>();
        for (String argument : rest) {
            if (isCsv(file) && isCsv(argument)) {
                paths.addAll(expand(argument));
            } else {
                others.add(argument);
            }
        }
        return new RunFiles(List.copyOf(paths), List.copyOf(others));
    }

    private static boolean isCsv(String argument) {
        return argument.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static List<Path> expand(String file) throws IOException {
        int name = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
        if (!isCsv(file) || file.indexOf('*', name) < 0) {
            return List.of(Path.of(file));
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matches =
                Files.newDirectoryStream(Path.of(file.substring(0, name)), glob(file.substring(name)))) {
            matches.forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new NoSuchFileException(file);
        }
        return found.stream().sorted().toList();
    }

    /** A glob in which only {@code *} stands for something else; the names of files may have its other characters. */
    private static String glob(String pattern) {
        return pattern.replaceAll("[\\\\?\\[\\]{}]", "\\\\$0");
    }

    InferenceData open() throws IOException {
        return InferenceData.open(
                paths.getFirst(), paths.subList(1, paths.size()).toArray(Path[]::new));
    }

    /** The variables that the command was given. */
    String[] variables() {
        return others.toArray(String[]::new);
    }
}
