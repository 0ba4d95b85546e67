package ppl.api.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** Attributes as messages: texts, integers, reals, and lists of one of these. */
final class AttributeWriter {
    /** Longer texts do not fit into a message and go to the heap. */
    private static final int LONGEST_TEXT = 60_000;

    private AttributeWriter() {}

    static List<Message> messages(Map<String, Object> attributes, HdfOutput out) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (Map.Entry<String, Object> entry : attributes.entrySet()) {
            messages.add(message(entry.getKey(), entry.getValue(), out));
        }
        return messages;
    }

    private static Message message(String name, Object value, HdfOutput out) throws IOException {
        return switch (value) {
            case String text -> {
                Bytes bytes =
                        new Bytes().raw(text.getBytes(StandardCharsets.UTF_8)).u8(0);
                if (bytes.size() > LONGEST_TEXT) {
                    byte[] reference = GlobalHeap.write(out, List.of(text.getBytes(StandardCharsets.UTF_8)), 1)
                            .getFirst();
                    yield Message.attribute(name, Encodings.anyText(), Encodings.scalar(), new Bytes().raw(reference));
                }
                yield Message.attribute(name, Encodings.text(bytes.size(), true), Encodings.scalar(), bytes);
            }
            case Long number ->
                Message.attribute(name, Encodings.signed(8), Encodings.scalar(), new Bytes().i64(number));
            case Double number ->
                Message.attribute(name, Encodings.float64(), Encodings.scalar(), new Bytes().f64(number));
            case List<?> list -> list(name, list, out);
            default ->
                throw new ResultException(ResultCode.CONTENT, "attribute '" + name + "' is a " + value.getClass());
        };
    }

    private static Message list(String name, List<?> list, HdfOutput out) throws IOException {
        Bytes values = new Bytes();
        Bytes type = Encodings.float64();
        if (!list.isEmpty() && list.getFirst() instanceof String) {
            type = Encodings.anyText();
            List<byte[]> texts = list.stream()
                    .map(text -> text.toString().getBytes(StandardCharsets.UTF_8))
                    .toList();
            GlobalHeap.write(out, texts, 1).forEach(values::raw);
        } else if (!list.isEmpty() && list.getFirst() instanceof Long) {
            type = Encodings.signed(8);
            list.forEach(number -> values.i64(((Number) number).longValue()));
        } else {
            list.forEach(number -> values.f64(((Number) number).doubleValue()));
        }
        return Message.attribute(name, type, Encodings.dataspace(list.size()), values);
    }
}
