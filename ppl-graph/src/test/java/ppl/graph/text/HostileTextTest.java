package ppl.graph.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are no graphs. Each refusal names the line, the cause and what to do. */
class HostileTextTest {

    private static final TextForm FORM = TextForm.present();
    private static final String HEAD = "ppl graph 1\nstream 2\n%x = input float64[3]\n";
    private static final String TAIL = "inputs %x\noutputs %x\nend\n";

    /**
     * A fault.
     *
     * @param line the number of the line that is refused
     */
    private record Fault(String what, String text, int line, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** A line after that of the input. */
    private static Fault line(String what, String line, String message) {
        return new Fault(what, HEAD + line + "\n" + TAIL, 4, message);
    }

    static Stream<Fault> faults() {
        String bodies = "@1 = cond %b %x\n  body\n    %2 = parameter(0) float64[3]\n";
        return Stream.of(
                new Fault("nothing", "", 1, "the text ends here"),
                new Fault(
                        "another file",
                        "PK\u0003\u0004\n",
                        1,
                        "this is no graph: the first line of one is 'ppl graph '"),
                new Fault(
                        "a newer form",
                        "ppl graph 2\nstream 2\n",
                        1,
                        "the text has the form 2, which a newer PPL wrote: this one reads forms up to 1; read it with that version"),
                new Fault("form 0", "ppl graph 0\n", 1, "there is no form 0"),
                new Fault("no stream", "ppl graph 1\n%x = input float64\n", 2, "expected 'stream '"),
                new Fault(
                        "cut off", HEAD + "%1 = exp %x\ninputs %x\noutputs %1\n", 7, "cut off; write or copy it again"),
                new Fault("cut in a line", HEAD + "%1 = exp %", 4, "cut off"),
                new Fault("more after the end", HEAD + TAIL + "x", 7, "the text goes on after 'end'"),
                new Fault("ends of lines of another system", HEAD.replace("\n", "\r\n") + TAIL, 1, "carriage return"),
                line(
                        "an unknown word",
                        "%1 = frobnicate %x",
                        "'frobnicate' is no word of the text form that is known here: add the project"),
                line("a class", "%1 = java.lang.Runtime %x", "'java.lang.Runtime' is no word"),
                line("a node below", "%1 = exp %2", "'%2' is not above: a node uses nodes of lines before its own"),
                line("a cycle of one", "%1 = exp %1", "'%1' is not above"),
                line("an id twice", "%x = exp %x", "'%x' is there already; give each node an id of its own"),
                line("two operands of one", "%1 = exp %x %x", "exp takes one operand of a float type, but got"),
                line(
                        "an operand too many",
                        "%1 = sort(axis=0) %x %x",
                        "'sort' takes another number of operands than 2"),
                line("no operand", "%1 = exp", "exp takes one operand"),
                line("a wrong type", "%1 = exp 3", "exp takes one operand of a float type, but got '3' int64"),
                line("shapes that do not meet", "%1 = add %x 1.0", "add"),
                line("no field", "%1 = concat %x", "expected '(axis='"),
                line("another field", "%1 = concat(axes=0) %x", "expected '(axis='"),
                line(
                        "a field too much",
                        "%1 = concat(axis=0, axis=0) %x",
                        "expected ')' at column 19, but ', axis=0) %x' stands there"),
                line("an axis that is not there", "%1 = reduce(fn=sum, axes=[7]) %x", "axis 7 does not exist"),
                line("axes in disorder", "%1 = reduce(fn=sum, axes=[0, 0]) %x", "distinct and ascending"),
                line(
                        "a choice that there is not",
                        "%1 = reduce(fn=mean, axes=[0]) %x",
                        "expected one of sum, prod, max, min, all, any"),
                line("a number that is none", "%1 = constant float64 1e5", "'1e5' is no float64"),
                line("a number beyond all", "%1 = constant float64 1.0E999", "'1.0E999' is no float64"),
                line("digits without end", "%1 = constant float64 0." + "1".repeat(100_000), "is no float64"),
                line("a NaN that is a number", "%1 = constant float64 nan:3ff0000000000000", "is no float64"),
                line("too wide an int32", "%1 = constant int32 3000000000", "'3000000000' is no int32"),
                line(
                        "fewer values than announced",
                        "%1 = constant float64[1000000000] 1.0 2.0",
                        "expected ' ' at column"),
                line("more values than announced", "%1 = constant float64[1] 1.0 2.0", "expected the end of the line"),
                line(
                        "more than a tensor has",
                        "%1 = constant bool[65536, 65536] base64 AAAA",
                        "more than a tensor can have"),
                line(
                        "bytes that are missing",
                        "%1 = constant float64[1000000000] base64 AAAA",
                        "8000000000 bytes, but 3 are given"),
                line("bytes that are none", "%1 = constant float64[1] base64 A=AA", "no base64"),
                line("a truth of 2", "%1 = constant bool[3] base64 AAIA", "element 1 of truth values is the byte 2"),
                line("a negative length", "%1 = iota(length=-1)", "negative length -1"),
                line("a text without an end", "%1 \"abc = exp %x", "expected '\"'"),
                line("a backslash before nothing", "%1 \"a\\q\" = exp %x", "after a backslash"),
                line("a binding that there is not", "%1 \"a\":9 = exp %x", "binds from 0 to 4, not 9"),
                line("data without a name", "%1 = data float64 1.0", "data have a name"),
                line("bounds in disorder", "%1 \"p\" = input float64 in [1.0, 0.0]", "are in no order"),
                line("bounds of no number", "%1 \"p\" = input float64 in [nan, 0.0]", "are in no order"),
                line("an identity of another kind", "%1 \"p\" = input float64 slot=1.0", "another kind of node"),
                line("a parameter outside", "%1 = parameter(0) float64", "there is no parameter 0 here"),
                line("a result of nothing", "%1 = result(0) @9", "'@9' is not above"),
                line("neither node nor end", "hello", "expected 'inputs'"),
                line(
                        "a huge constant",
                        "%1 = broadcast(to=[100000, 100000], axes=[]) 1.0",
                        "10000000000 elements are more than the 16777216 that are taken"),
                new Fault("an output that is not there", HEAD + "inputs %x\noutputs %y\nend\n", 5, "'%y' is not above"),
                new Fault(
                        "an input that is computed",
                        HEAD + "%1 = exp %x\ninputs %1\noutputs %1\nend\n",
                        6,
                        "is computed"),
                new Fault("an input that is left out", HEAD + "inputs\noutputs %x\nend\n", 5, "not among its inputs"),
                new Fault(
                        "the origin of no node",
                        HEAD + "inputs %x\noutputs %x\norigins\n  \"A.java:1\" %x %y\nend\n",
                        6,
                        "there is no node '%y'"),
                new Fault(
                        "two origins of a node",
                        HEAD + "inputs %x\noutputs %x\norigins\n  \"A.java:1\" %x\n  \"A.java:2\" %x\nend\n",
                        8,
                        "two are given"),
                new Fault(
                        "a body that sees a node around it",
                        HEAD + "%b \"b\" = input bool\n%e = exp %x\n" + bodies + "    %3 = add %2 %e\n    return %3\n",
                        9,
                        "'%e' is not above in this graph or body, which sees nothing of the others"),
                new Fault(
                        "a node of a body outside",
                        HEAD + "%b \"b\" = input bool\n" + bodies
                                + "    return %2\n  body\n    %4 = parameter(0) float64[3]\n"
                                + "    return %4\n%5 = exp %2\n",
                        12,
                        "'%2' is not above"),
                new Fault(
                        "bodies of different parameters",
                        HEAD + "%b \"b\" = input bool\n" + bodies
                                + "    return %2\n  body\n    %4 = parameter(0) float64[4]\n" + "    return %4\n",
                        11,
                        "the bodies of an operation have the same parameters"),
                new Fault(
                        "a cond of one body",
                        HEAD + "%b \"b\" = input bool\n" + bodies + "    return %2\n" + TAIL,
                        9,
                        "'body' is missing"),
                new Fault(
                        "a draw in a body",
                        HEAD + "%b \"b\" = input bool\n" + bodies + "    %d ~ nothing\n",
                        8,
                        "is no word"),
                new Fault(
                        "a loop of more than it has",
                        HEAD
                                + "@1 = loop(sequences=5, states=1, backward=false, while=false, parts=[made]) 3 3 %x\n  body\n"
                                + "    %2 = parameter(0) int64\n    return %2\n",
                        4,
                        "a loop of 5 sequences and 1 states has a step of 7 parameters"),
                new Fault(
                        "a part that there is not",
                        HEAD
                                + "@1 = loop(sequences=0, states=0, backward=false, while=false, parts=[stack(3)]) 3 3\n  body\n"
                                + "    %2 = parameter(0) int64\n    return %2\n",
                        4,
                        "has no Stack[result=3]"),
                new Fault("bodies without end", HEAD + nested(), 28, "nested more than 12 deep"));
    }

    private static String nested() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < 1000; i++) {
            text.append("@").append(i).append(" = cond true\nbody\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_is_no_graph_is_refused_with_its_line(Fault fault) {
        TextFormatException e = assertThrows(TextFormatException.class, () -> FORM.read(fault.text()));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(fault.message()), message);
        assertTrue(message.startsWith("line " + e.line() + ": "), message);
        assertEquals(fault.line(), e.line(), message);
    }

    @Test
    void bytes_that_are_no_text_are_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("graph.txt");
        Files.write(file, new byte[] {'p', (byte) 0xff, 1});
        assertTrue(assertThrows(TextFormatException.class, () -> FORM.read(file))
                .getMessage()
                .contains("no UTF-8"));
    }
}
