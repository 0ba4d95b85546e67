package ppl.graph.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.random.RandomFamily;

/** Reads what stands on one line, from left to right. */
final class TermReader {

    /** Families within families: text of more is refused, since reading calls itself for each. */
    static final int DEEPEST = 32;

    private final Words words;
    private final Scope scope;
    private final String line;
    private final int number;
    private int at;
    private int depth;

    TermReader(Words words, Scope scope, String line, int number) {
        this.words = words;
        this.scope = scope;
        this.line = line;
        this.number = number;
        skip(" ");
    }

    int line() {
        return number;
    }

    TextFormatException fails(String reason) {
        return new TextFormatException(number, reason, null);
    }

    /** Something else stood where it should: what is there is shown. */
    private TextFormatException expected(String what) {
        int end = Math.min(line.length(), at + 24);
        String there = at >= line.length() ? "the line ends" : "'" + line.substring(at, end) + "' stands there";
        return fails("expected " + what + " at column " + (at + 1) + ", but " + there
                + "; the text is damaged, or was changed by hand");
    }

    private void skip(String any) {
        while (at < line.length() && any.indexOf(line.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean atEnd() {
        return at == line.length();
    }

    void end() throws TextFormatException {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }

    /** True if the next characters are these; they are read then. */
    boolean takes(String text) {
        boolean there = line.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    boolean sees(String text) {
        return line.startsWith(text, at);
    }

    void take(String text) throws TextFormatException {
        if (!takes(text)) {
            throw expected("'" + text + "'");
        }
    }

    private String token(String what, BiPredicate<Character, Integer> belongs) throws TextFormatException {
        int start = at;
        while (at < line.length() && belongs.test(line.charAt(at), at - start)) {
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
        return line.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    String word() throws TextFormatException {
        return token("a word", (c, i) -> isLetter(c) || (i > 0 && (isDigit(c) || c == '.')));
    }

    /** A number as it is written. */
    String number() throws TextFormatException {
        return token("a number", (c, _) -> isDigit(c) || isLetter(c) || c == '-' || c == '.' || c == ':');
    }

    String base64() throws TextFormatException {
        return token("base64", (c, _) -> (isLetter(c) && c != '_') || isDigit(c) || c == '+' || c == '/' || c == '=');
    }

    /** What a node is called, without its mark. */
    String id() throws TextFormatException {
        take("%");
        return token("the name of a node", (c, _) -> isLetter(c) || isDigit(c) || c == '.');
    }

    /** What an operation with several results is called, without its mark. */
    String applicationId() throws TextFormatException {
        return token("the name of an operation", (c, _) -> isLetter(c) || isDigit(c) || c == '.');
    }

    int integer() throws TextFormatException {
        return Numbers.int32(this, number());
    }

    boolean truth() throws TextFormatException {
        if (takes("true")) {
            return true;
        }
        take("false");
        return false;
    }

    String quoted() throws TextFormatException {
        if (!takes("\"")) {
            throw expected("a text between quotation marks");
        }
        return quotedRest();
    }

    /** A text whose first quotation mark is read already. */
    String quotedRest() throws TextFormatException {
        StringBuilder out = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            int after = Quoted.escape(line, at, out);
            if (after < 0) {
                throw expected("one of \", \\, n, u and four hexadecimal digits after a backslash");
            }
            at = after;
        }
        take("\"");
        return out.toString();
    }

    DType dtype() throws TextFormatException {
        int start = at;
        String label = word();
        for (DType dtype : DType.values()) {
            if (dtype.label().equals(label)) {
                return dtype;
            }
        }
        at = start;
        throw expected("an element type, such as float64");
    }

    <E extends Enum<E>> E choice(E[] constants) throws TextFormatException {
        int start = at;
        String name = word();
        for (E c : constants) {
            if (c.name().toLowerCase(Locale.ROOT).equals(name)) {
                return c;
            }
        }
        at = start;
        throw expected("one of "
                + Arrays.stream(constants)
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    <E> List<E> list(Field.Reading<E> element) throws TextFormatException {
        take("[");
        List<E> all = new ArrayList<>();
        while (!takes("]")) {
            if (!all.isEmpty()) {
                take(", ");
            }
            all.add(element.from(this));
        }
        return all;
    }

    Extent extent() throws TextFormatException {
        return sees("%") ? Extent.of(operand()) : Extent.of(integer());
    }

    Shape shape() throws TextFormatException {
        return Shape.of(list(TermReader::extent));
    }

    TensorType type() throws TextFormatException {
        DType dtype = dtype();
        return new TensorType(dtype, sees("[") ? shape() : Shape.scalar());
    }

    /** A node that stands above, or a scalar constant. */
    Var operand() throws TextFormatException {
        if (sees("%")) {
            return scope.node(this, id());
        }
        if (takes("true")) {
            return Var.constant(true);
        }
        if (takes("false")) {
            return Var.constant(false);
        }
        String literal = number();
        return Numbers.isFloat(literal)
                ? Var.constant(Numbers.float64(this, literal))
                : Var.constant(Numbers.int64(this, literal));
    }

    /** The operands that follow, each after a space. */
    List<Var> operands() throws TextFormatException {
        List<Var> operands = new ArrayList<>();
        while (!atEnd() && (sees(" %") || !(sees(" ") && at + 1 < line.length() && isField()))) {
            take(" ");
            operands.add(operand());
        }
        return operands;
    }

    /** True if a field follows the next space. */
    private boolean isField() {
        int end = line.indexOf(' ', at + 1);
        return line.substring(at, end < 0 ? line.length() : end).indexOf('=') > 0;
    }

    Op op() throws TextFormatException {
        return term(Op.class, "an operation");
    }

    <F extends RandomFamily> F family(Class<F> type) throws TextFormatException {
        if (depth++ >= DEEPEST) {
            throw fails("families are nested more than " + DEEPEST + " deep: no model needs that, the text is damaged");
        }
        F family = term(type, "a family of laws");
        depth--;
        return family;
    }

    private <T> T term(Class<T> type, String what) throws TextFormatException {
        int start = at;
        String text = word();
        Word<?> word = words.named(text);
        if (word == null) {
            throw fails("'" + text
                    + "' is no word of the text form that is known here: add the project that gives it to the path, or "
                    + "read the text with the version of PPL that wrote it, or a newer one" + words.unusable());
        }
        if (!type.isAssignableFrom(word.type())) {
            at = start;
            throw expected(what);
        }
        return type.cast(made(word));
    }

    private <T> T made(Word<T> word) throws TextFormatException {
        List<Object> values = new ArrayList<>();
        for (Field<T, ?> field : word.fields()) {
            take((values.isEmpty() ? "(" : ", ") + field.name() + "=");
            values.add(field.read(this));
        }
        if (!values.isEmpty()) {
            take(")");
        }
        return word.make(values);
    }
}
