import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes classes of other element types from those of float64: what is done is said once, and cannot differ from type to type.
 *
 * <p>Arguments: the folder of a package; the folder of sources to write into; then for each class of float64 its name and the types
 * wanted, {@code MatMulF64:F32}. In the text {@code F64}, {@code float64} and {@code double} become those of the other type. A root
 * is of float64 only in Java, and rounded once it is the root of float32.
 *
 * <p>What is written for registers of 512 bits is written for others too, {@code DenseV512F64:V256}: in the text {@code 512} becomes that
 * width.
 */
final class Twins {

    private record Type(String java, String name) {}

    private static final Map<String, Type> TYPES = Map.of(
            "F32", new Type("float", "float32"), "I64", new Type("long", "int64"), "I32", new Type("int", "int32"));

    /** What would stay of float64, and widen everything that it meets. */
    private static final Pattern WIDE = Pattern.compile("\\d\\.\\d|\\d[eE]-?\\d|\\bDouble\\b");

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    public static void main(String[] args) throws IOException {
        for (String wanted : List.of(args).subList(2, args.length)) {
            String[] parts = wanted.split("[:,]");
            Path source = Path.of(args[0], parts[0] + ".java");
            String text = Files.readString(source, StandardCharsets.UTF_8);
            Matcher found = PACKAGE.matcher(text);
            Matcher wide = WIDE.matcher(text);
            boolean stays = List.of(parts).subList(1, parts.length).stream().allMatch(tag -> tag.startsWith("V"));
            if (!parts[0].endsWith("F64") || !found.find() || (!stays && wide.find())) {
                throw new IllegalArgumentException(source + " cannot be written for other types: its name must end with F64, it must"
                        + " be in a package, and it must use no literal of float64 and no Double; write numbers as integers");
            }
            Path folder = Path.of(args[1], found.group(1).split("\\."));
            Files.createDirectories(folder);
            for (String tag : List.of(parts).subList(1, parts.length)) {
                boolean narrows = tag.startsWith("V");
                String name = narrows ? parts[0].replace("V512", tag) : parts[0].replace("F64", tag);
                String body = narrows ? text.replace("512", tag.substring(1)) : twin(text, tag);
                write(folder.resolve(name + ".java"), "// Written from " + source.getFileName()
                        + " by .build/Twins.java: change that one.\n" + body);
            }
        }
    }

    private static String twin(String text, String tag) {
        Type type = TYPES.get(tag);
        if (type == null) {
            throw new IllegalArgumentException("there is no type " + tag + ", only " + TYPES.keySet());
        }
        return text.replace("F64", tag)
                .replace("float64", type.name)
                .replaceAll("\\bdouble\\b", type.java)
                .replace("Math.sqrt(", "(" + type.java + ") Math.sqrt(");
    }

    /** Leaves a file that is right already as it is, so that it is not compiled again. */
    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file, StandardCharsets.UTF_8).equals(text)) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }
}
