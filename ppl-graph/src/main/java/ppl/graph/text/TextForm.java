package ppl.graph.text;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Var;

/**
 * Graphs as text that people can read and compare, and that is read back, here or in another process: the same nodes, draws, loops, data, names
 * and origins, so the same densities, gradients and draws to the last bit.
 *
 * {@snippet :
 * Var x = Var.input("x", 3);
 * TextForm form = TextForm.present();
 * String text = form.write(Graph.of(exp(x).times(2)));
 * Graph again = form.read(text);
 * String hash = form.hash(again); // that of the first graph
 * }
 *
 * <p>What can be written is what has a {@linkplain Word word}: all operations of PPL, all distributions but those that are Java lambdas, and what
 * others give words by a {@link Vocabulary}. Immutable, for any number of threads.
 */
public final class TextForm {

    private static volatile @Nullable TextForm found;

    private final Words words;

    private TextForm(Words words) {
        this.words = words;
    }

    /**
     * With the words of PPL and of the vocabularies on the module path or class path.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if two words clash
     */
    public static TextForm present() {
        TextForm known = found;
        if (known == null) {
            known = new TextForm(Words.provided(TextForm.class.getClassLoader()));
            found = known;
        }
        return known;
    }

    /**
     * With the words of one more vocabulary.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if two words clash
     */
    public TextForm with(Vocabulary more) {
        return new TextForm(words.with(more));
    }

    /** All words, in the order of their texts. */
    public List<Word<?>> words() {
        return words.all();
    }

    /**
     * The text of a graph.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if an operation or a family in it has no word
     */
    public String write(Graph graph) {
        StringBuilder out = new StringBuilder();
        try {
            GraphLines.write(words, graph, out, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder has none
        }
        return out.toString();
    }

    /**
     * Writes a graph to a file, which is replaced if it is there; in UTF-8.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if an operation or a family in it has no word
     * @throws IOException if it cannot be written
     */
    public void write(Graph graph, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            GraphLines.write(words, graph, out, true);
        }
    }

    /**
     * The graph of a text. Nothing of the text is trusted: what is no graph is refused, and neither memory nor time grow much faster than the
     * text is long.
     *
     * @throws TextFormatException if it is no text of a graph, or of a newer form, or needs words that are not here; it names the line
     */
    public Graph read(String text) throws TextFormatException {
        return GraphLines.read(words, text);
    }

    /**
     * The graph of a file.
     *
     * @throws TextFormatException as {@link #read(String)}
     * @throws IOException if it cannot be read
     */
    public Graph read(Path file) throws IOException {
        return read(decoded(Files.readAllBytes(file)));
    }

    /**
     * The text of bytes in UTF-8.
     *
     * @throws TextFormatException if they are not
     */
    public static String decoded(byte[] bytes) throws TextFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TextFormatException(1, "the bytes are no UTF-8: the file is damaged, or no text", e);
        }
    }

    /**
     * A number for the structure of a graph, the same in every process: SHA-256, in hexadecimal digits, of its text without names and
     * origins. Two graphs of one hash compute the same of the same inputs and draws, and draw from the same laws; the names of draws, which choose
     * their random numbers, are not in it.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if an operation or a family in it has no word
     */
    public String hash(Graph graph) {
        Digest digest = new Digest();
        try {
            GraphLines.write(words, graph, digest, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a digest has none
        }
        return HexFormat.of().formatHex(digest.value());
    }

    /**
     * The {@linkplain #hash(Graph) hash} of each of some nodes alone, such as the factors of a density: who shares what is not in it.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if an operation or a family in it has no word
     */
    public List<String> hashes(List<Var> nodes) {
        List<String> hashes = new ArrayList<>();
        nodes.forEach(node -> hashes.add(hash(Graph.of(node))));
        return hashes;
    }
}
