package ppl.backend.cuda.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the lines of one kernel and checks that operands are of the kinds that their instructions take. */
final class KernelParser {

    /** Register name before its number ─► the kind of {@link Operation#kinds}. */
    private static final Map<String, Character> PREFIXES =
            Map.of("%fd", 'd', "%f", 'f', "%rd", 'l', "%r", 'i', "%p", 'p');

    private static final Map<String, String> DECLARED =
            Map.of(".f64", "%fd", ".f32", "%f", ".b64", "%rd", ".b32", "%r", ".pred", "%p");

    private final String name;
    private final Map<String, Integer> firsts = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Long, Integer> constants = new LinkedHashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private int registers;
    private int shared;
    private int threads = 1024;

    KernelParser(String name) {
        this.name = name;
    }

    void threads(int most) {
        threads = most;
    }

    Decoded decode(List<String> body) {
        List<String> source = new ArrayList<>();
        for (String line : body) {
            if (line.startsWith(".")) {
                declare(line);
            } else if (line.endsWith(":")) {
                labels.put(line.substring(0, line.length() - 1), source.size());
            } else if (!line.isEmpty()) {
                source.add(line);
            }
        }
        Operation[] operations = new Operation[source.size()];
        int[] fields = new int[Decoded.WIDTH * source.size()];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = instruction(source.get(i), fields, Decoded.WIDTH * i);
        }
        fixSpecials(fields);
        if (operations.length == 0 || operations[operations.length - 1] != Operation.RET) {
            throw PtxParser.refused("the last instruction does not return", name);
        }
        long[] values = constants.keySet().stream().mapToLong(x -> x).toArray();
        boolean barriers = Arrays.asList(operations).contains(Operation.BAR);
        Decoded kernel = new Decoded(
                name, operations, fields, values, registers, shared, threads, barriers, List.copyOf(source));
        Assignment.check(kernel);
        return kernel;
    }

    private void declare(String line) {
        String[] words = line.substring(0, line.length() - 1).split("\\s+");
        String last = words[words.length - 1];
        if (words[0].equals(".reg")) {
            String prefix = last.substring(0, last.indexOf('<'));
            if (!prefix.equals(DECLARED.get(words[1]))) {
                throw PtxParser.refused("registers of this name are of another kind", line);
            }
            int count = number(last, '<', '>');
            firsts.put(prefix, registers);
            counts.put(prefix, count);
            registers += count;
        } else if (words[0].equals(".shared") && last.startsWith("lanes[")) {
            shared = number(last, '[', ']');
        } else {
            throw PtxParser.refused("not understood", line);
        }
    }

    private static int number(String text, char open, char close) {
        return Integer.parseInt(text.substring(text.indexOf(open) + 1, text.indexOf(close)));
    }

    private Operation instruction(String line, int[] fields, int at) {
        String rest = line.substring(0, line.length() - 1);
        if (rest.startsWith("@")) {
            int space = rest.indexOf(' ');
            boolean wanted = rest.charAt(1) != '!';
            int slot = register(rest.substring(wanted ? 1 : 2, space), 'p', line);
            fields[at] = wanted ? slot + 1 : -(slot + 1);
            rest = rest.substring(space + 1);
        }
        int space = rest.indexOf(' ');
        String opcode = space < 0 ? rest : rest.substring(0, space);
        String[] operands =
                space < 0 ? new String[0] : rest.substring(space + 1).split(", ");
        if (opcode.startsWith("setp.")) {
            int dot = opcode.indexOf('.', 5);
            fields[at + 5] = relation(opcode.substring(5, dot), opcode.substring(dot + 1), line);
            opcode = "setp.?" + opcode.substring(dot);
        }
        Operation operation = Operation.of(opcode);
        if (operation == null || operation.kinds().length() != operands.length) {
            throw PtxParser.refused("not an instruction that is known", line);
        }
        int next = operation.kinds().startsWith("m") ? 2 : 1; // what is stored is no result
        for (int k = 0; k < operands.length; k++) {
            char kind = operation.kinds().charAt(k);
            switch (kind) {
                case 't' -> fields[at + 5] = target(operands[k], line);
                case 'n' -> fields[at + 5] = Integer.parseInt(operands[k]);
                case 'm' -> address(operands[k], fields, at, operation, line);
                default -> {
                    int slot = k == 0 ? register(operands[k], kind, line) : value(operands[k], kind, line);
                    fields[at + (k == 0 ? 1 : next + k)] = slot;
                }
            }
        }
        return operation;
    }

    private static int relation(String text, String type, String line) {
        try {
            Relation relation = Relation.valueOf(text.toUpperCase(Locale.ROOT));
            boolean ofFloats = relation == Relation.NEU || relation == Relation.NAN;
            if (!ofFloats || type.startsWith("f")) {
                return relation.ordinal();
            }
        } catch (IllegalArgumentException e) {
            throw PtxParser.refused("not a relation", line);
        }
        throw PtxParser.refused("not a relation of integers", line);
    }

    private int target(String label, String line) {
        Integer target = labels.get(label);
        if (target == null) {
            throw PtxParser.refused("no such label", line);
        }
        return target;
    }

    /** The base goes to the first operand, the distance to the number. */
    private void address(String text, int[] fields, int at, Operation operation, String line) {
        String inside = text.substring(1, text.length() - 1);
        if (operation == Operation.LD_PARAM) {
            if (!inside.equals("block")) {
                throw PtxParser.refused("no such parameter", line);
            }
            return;
        }
        int plus = inside.indexOf('+');
        boolean isShared =
                operation.name().startsWith("LDS") || operation.name().startsWith("STS");
        fields[at + 2] = register(plus < 0 ? inside : inside.substring(0, plus), isShared ? 'i' : 'l', line);
        fields[at + 5] = plus < 0 ? 0 : Integer.parseInt(inside.substring(plus + 1));
    }

    private int register(String text, char kind, String line) {
        int digits = text.length();
        while (digits > 0 && Character.isDigit(text.charAt(digits - 1))) {
            digits--;
        }
        String prefix = text.substring(0, digits);
        Integer first = firsts.get(prefix);
        if (first == null || digits == text.length()) {
            throw PtxParser.refused("not a register: " + text, line);
        }
        int number = Integer.parseInt(text.substring(digits));
        if (number >= counts.getOrDefault(prefix, 0)) {
            throw PtxParser.refused("a register that was not declared", line);
        }
        char is = PREFIXES.getOrDefault(prefix, '?');
        boolean fits = is == kind || kind == 'L' && (is == 'd' || is == 'l') || kind == 'I' && (is == 'f' || is == 'i');
        if (!fits) {
            throw PtxParser.refused("an operand of another kind", line);
        }
        return first + number;
    }

    /** The slot of an operand that is read. */
    private int value(String text, char kind, String line) {
        int special = Decoded.SPECIAL.indexOf(text);
        if (special >= 0) {
            return -1 - special;
        }
        return text.startsWith("%") ? register(text, kind, line) : constant(literal(text, kind, line));
    }

    private static long literal(String text, char kind, String line) {
        if (text.equals("lanes")) {
            return 0;
        }
        boolean wide = text.startsWith("0d");
        boolean narrow = text.startsWith("0f");
        if (wide && "dL".indexOf(kind) < 0 || narrow && "fI".indexOf(kind) < 0 || kind == 'p') {
            throw PtxParser.refused("a number of another kind", line);
        }
        if (!wide && !narrow && "df".indexOf(kind) >= 0) {
            throw PtxParser.refused("a float that is not written as bits", line);
        }
        if (wide || text.startsWith("0x")) {
            return Long.parseUnsignedLong(text, 2, text.length(), 16);
        }
        return narrow ? Integer.parseUnsignedInt(text, 2, text.length(), 16) : Long.parseLong(text);
    }

    /** Constants get slots behind the registers, which are all declared by then. */
    private int constant(long value) {
        Integer known = constants.putIfAbsent(value, constants.size());
        return registers + (known == null ? constants.size() - 1 : known);
    }

    /** Numbers of the machine come last, behind constants whose number is known only now. */
    private void fixSpecials(int[] fields) {
        for (int i = 0; i < fields.length; i += Decoded.WIDTH) {
            for (int k = 2; k < 5; k++) {
                if (fields[i + k] < 0) {
                    fields[i + k] = registers + constants.size() - 1 - fields[i + k];
                }
            }
        }
    }
}
