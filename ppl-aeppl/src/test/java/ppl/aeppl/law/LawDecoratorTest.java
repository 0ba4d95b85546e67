package ppl.aeppl.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LawDecoratorTest {

    /** A method of a law with a default would otherwise be answered for the decorator and not for what it decorates. */
    @Test
    void a_decorator_hands_on_every_question() {
        List<String> forgotten = Arrays.stream(Law.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> Arrays.stream(LawDecorator.class.getDeclaredMethods())
                        .noneMatch(own -> own.getName().equals(method.getName())
                                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())))
                .map(m -> m.getName())
                .toList();
        assertEquals(List.of(), forgotten);
    }
}
