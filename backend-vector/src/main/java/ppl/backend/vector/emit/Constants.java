package ppl.backend.vector.emit;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The constant arrays and library code of a class. They become static final fields, which the optimising compiler knows
 * by value: length and address of each array are constants to it.
 */
public final class Constants {

    /** One field and its value. */
    record Field(String name, ClassDesc type, Object value) {}

    private final Map<Object, Field> fields = new IdentityHashMap<>();
    private final List<Field> inOrder = new ArrayList<>();

    /** The name of the field that holds a value. */
    public String field(Object value, ClassDesc type) {
        return fields.computeIfAbsent(value, v -> {
                    Field field = new Field("c" + inOrder.size(), type, v);
                    inOrder.add(field);
                    return field;
                })
                .name();
    }

    List<Field> fields() {
        return inOrder;
    }
}
