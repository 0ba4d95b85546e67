package ppl.backend.cuda.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaException;

/** Objects by number, from 1 on. A number is given out again once its object is dropped. */
final class Handles<T> {

    private final String what;
    private final List<@Nullable T> objects = new ArrayList<>();

    Handles(String what) {
        this.what = what;
    }

    long add(T object) {
        int free = objects.indexOf(null);
        if (free >= 0) {
            objects.set(free, object);
            return free + 1L;
        }
        objects.add(object);
        return objects.size();
    }

    T get(long handle) {
        T object = handle < 1 || handle > objects.size() ? null : objects.get((int) handle - 1);
        if (object == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "there is no " + what + " of the number " + handle);
        }
        return object;
    }

    T remove(long handle) {
        T object = get(handle);
        objects.set((int) handle - 1, null);
        return object;
    }
}
