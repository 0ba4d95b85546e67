package ppl.graph.op;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.TensorType;

/** The steps of linear algebra on doubles, each rounded once to a float type. */
enum Arithmetic {
    F64 {
        @Override
        double fma(double a, double b, double c) {
            return Math.fma(a, b, c);
        }

        @Override
        double add(double a, double b) {
            return a + b;
        }

        @Override
        double div(double a, double b) {
            return a / b;
        }

        @Override
        double sqrt(double a) {
            return Math.sqrt(a);
        }

        @Override
        void addMultiple(double factor, double[] x, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.fma(factor, x[i], y[i]);
            }
        }
    },
    F32 {
        @Override
        double fma(double a, double b, double c) {
            return Math.fma((float) a, (float) b, (float) c);
        }

        @Override
        double add(double a, double b) {
            return (float) a + (float) b;
        }

        @Override
        double div(double a, double b) {
            return (float) a / (float) b;
        }

        @Override
        double sqrt(double a) {
            return (float) Math.sqrt(a);
        }

        @Override
        void addMultiple(double factor, double[] x, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.fma((float) factor, (float) x[i], (float) y[i]);
            }
        }
    };

    /** A tensor of this type, whose values the doubles hold. */
    static Tensor tensor(double[] values, TensorType type) {
        Tensor wide = Tensor.wrap(values, type.shape().sizes());
        return new Cast(type.dtype()).evaluate(List.of(wide), type);
    }

    static Arithmetic of(DType dtype) {
        return dtype == DType.F32 ? F32 : F64;
    }

    abstract double fma(double a, double b, double c);

    abstract double add(double a, double b);

    abstract double div(double a, double b);

    abstract double sqrt(double a);

    /** {@code y_i = fma(factor, x_i, y_i)} for {@code from <= i < to}. */
    abstract void addMultiple(double factor, double[] x, double[] y, int from, int to);
}
