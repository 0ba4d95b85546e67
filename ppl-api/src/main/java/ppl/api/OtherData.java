package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.resize.Resized;

/** A model with other data: what is left of its observed values, and its graph for the new lengths. */
final class OtherData {

    private final Model model;
    private final NewData given;
    private final NewDims dims;
    private final Map<Var, Var> data = new IdentityHashMap<>();
    private final Set<String> renewed = new HashSet<>();

    private OtherData(Model model, NewData given) {
        this.model = model;
        this.given = given;
        requireKnown(
                "data",
                given.data.keySet(),
                model.data().stream().map(Model.Data::name).toList());
        requireKnown(
                "observed variable",
                given.observed.keySet(),
                model.observed().stream().map(Model.Observed::name).toList());
        this.dims = new NewDims(model, given);
        for (Model.Data d : model.data()) {
            NewData.Values values = given.data.get(d.name());
            if (values != null) {
                d.dims().forEach(x -> renewed.add(x.name()));
                data.put(d.node(), datum(d, values));
            }
        }
        requireAll();
    }

    /** The model with the data. */
    static Model of(Model model, NewData given) {
        return new OtherData(model, given).resized();
    }

    private void requireKnown(String kind, Collection<String> names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ModelException(
                        ModelCode.NAME,
                        "the model has no " + kind + " '" + name + "'; "
                                + (known.isEmpty() ? "it has none" : "there is " + known)
                                + (isOther(kind, name)
                                        ? ", and '" + name + "' is " + remedy(kind)
                                        : ": correct the name"));
            }
        }
    }

    private boolean isOther(String kind, String name) {
        return kind.equals("data")
                ? model.observed().stream().anyMatch(o -> o.name().equals(name))
                : model.data().stream().anyMatch(d -> d.name().equals(name));
    }

    private static String remedy(String kind) {
        return kind.equals("data") ? "observed: give its values with observe" : "data: give them with set";
    }

    private Var datum(Model.Data d, NewData.Values values) {
        Tensor shaped = shaped("'" + d.name() + "'", values, d.dims(), d.value());
        DType dtype = d.value().dtype();
        int lost = shaped.firstLoss(dtype);
        if (lost >= 0) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "the data '" + d.name() + "' are of type " + dtype.label() + ", but the new value at element "
                            + lost + " is " + shaped.elementToString(lost) + ": " + dtype.remedy());
        }
        requireNumbers(d, shaped);
        return Var.data(d.name(), shaped.convert(dtype));
    }

    /** Data that have held NaN are made for it. */
    private void requireNumbers(Model.Data d, Tensor values) {
        int at = nan(values);
        if (at >= 0 && nan(d.value()) < 0) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "the new data '" + d.name() + "' are NaN at "
                            + place(values, at, dims.of(d.dims()))
                            + ", so that all that is computed of that would be NaN too: give a number, or leave the row out; a"
                            + " model that observes '" + d.name() + "', with m.observe, draws what is missing of it");
        }
    }

    private static String place(Tensor values, int at, List<Dim> along) {
        int[] position = Shape.of(values.sizes()).position(at);
        if (along.stream().allMatch(Dim::isNumbered)) {
            return position.length == 0
                    ? "its one element"
                    : "element " + (position.length == 1 ? "" + position[0] : Arrays.toString(position));
        }
        return IntStream.range(0, position.length)
                .mapToObj(a -> "'" + along.get(a).coord().label(position[a]) + "' of the dim '"
                        + along.get(a).name() + "'")
                .collect(Collectors.joining(" and "));
    }

    /** The first element that is NaN, or −1. */
    private static int nan(Tensor values) {
        for (int i = 0; values.dtype().isFloat() && i < values.length(); i++) {
            if (Double.isNaN(values.doubleAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private Tensor shaped(String what, NewData.Values values, List<Dim> along, Tensor before) {
        Tensor tensor = values.tensor();
        if (along.isEmpty()) {
            boolean asBefore = values.flat() && tensor.length() == before.length();
            Tensor shaped = asBefore ? tensor.reshape(before.sizes()) : tensor;
            if (shaped.sizes().length != before.sizes().length) {
                throw new ModelException(
                        ModelCode.SHAPE,
                        what + " has shape " + Arrays.toString(before.sizes()) + " in the model, but "
                                + Arrays.toString(tensor.sizes()) + " is given: give values with as many axes");
            }
            return shaped;
        }
        List<Dim> now = dims.of(along);
        int[] sizes = Dim.sizes(now);
        boolean fits =
                values.flat() ? tensor.length() == ModelDims.positions(now) : Arrays.equals(tensor.sizes(), sizes);
        if (!fits) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    what
                            + (values.flat()
                                    ? " has " + tensor.length() + " values"
                                    : " has shape " + Arrays.toString(tensor.sizes()))
                            + ", but its dims are " + now
                            + ": give as many, or give the dims their new labels or sizes with dim");
        }
        return tensor.reshape(sizes);
    }

    /** All data along a dim with other positions are other data. */
    private void requireAll() {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (Model.Data d : model.data()) {
            for (Dim x : d.dims()) {
                if (dims.isChanged(x) && !given.data.containsKey(d.name())) {
                    missing.computeIfAbsent(x.name(), _ -> new ArrayList<>()).add("'" + d.name() + "'");
                }
            }
        }
        if (!missing.isEmpty()) {
            List<String> parts = new ArrayList<>();
            missing.forEach((dim, names) -> parts.add(String.join(", ", names) + " along '" + dim + "'"));
            throw new ModelException(
                    ModelCode.SHAPE,
                    "dims have other labels or sizes, so all data along them are needed anew; missing: "
                            + String.join("; ", parts) + ": give them with set");
        }
    }

    private Model resized() {
        List<Var> nodes = Parts.of(model).nodes();
        Iterator<Var> now = Resized.of(nodes, data, along(), kept()).iterator();
        Parts parts = new Parts();
        parts.dims().addAll(dims.all());
        model.data().forEach(d -> parts.data().add(new Model.Data(d.name(), now.next(), dims.of(d.dims()))));
        model.free().forEach(v -> parts.free().add(new Model.Free(v.name(), now.next(), dims.of(v.dims()))));
        model.summed().forEach(z -> parts.summed().add(new Model.Summed(z.name(), now.next(), dims.of(z.dims()))));
        List<Model.Observed> unseen = new ArrayList<>();
        for (Model.Observed o : model.observed()) {
            Var node = now.next();
            Model.Observed again = new Model.Observed(o.name(), node, o.value(), dims.of(o.dims()), o.missing());
            if (given.observed.containsKey(o.name())) {
                parts.observed().add(observed(o, again));
            } else if (keeps(o, node)) {
                parts.observed().add(again);
            } else {
                unseen.add(again);
            }
        }
        for (Model.Deterministic d : model.deterministics()) {
            parts.deterministics()
                    .add(new Model.Deterministic(d.name(), now.next().called(d.name()), dims.of(d.dims())));
        }
        model.potentials().forEach(p -> parts.potentials().add(new Model.Potential(p.name(), now.next())));
        new Unseen(parts).add(unseen);
        return new Model(parts.with(model.missingPolicy()));
    }

    /** The draws that keep their values, as far as dims say. */
    private Set<Var> kept() {
        Set<Var> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        model.observed().stream()
                .filter(o -> !given.observed.containsKey(o.name()) && keeps(o, o.node()))
                .forEach(o -> kept.add(o.node()));
        return kept;
    }

    /** An observed variable keeps its values unless its rows are others: by the labels of a dim, or since data along it are others. */
    private boolean keeps(Model.Observed o, Var node) {
        boolean same = o.dims().stream().noneMatch(d -> dims.isChanged(d) || renewed.contains(d.name()));
        return same && node.shape().equals(o.node().shape());
    }

    private Model.Observed observed(Model.Observed before, Model.Observed again) {
        NewData.Values values = Objects.requireNonNull(given.observed.get(before.name()));
        Tensor shaped = shaped("the value of '" + before.name() + "'", values, before.dims(), before.value());
        if (!Arrays.equals(shaped.sizes(), again.node().shape().sizes())) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + before.name() + "' has shape " + again.node().shape()
                            + " with these data, but its value has shape " + Arrays.toString(shaped.sizes())
                            + ": give a value for each element");
        }
        ObservedValue value = ObservedValue.of(before.name(), again.node(), shaped, null, model.missingPolicy());
        Model.Observed now =
                new Model.Observed(again.name(), again.node(), value.value(), again.dims(), value.missing());
        return Imputed.checked(now, Parts.of(model).names().keySet());
    }

    /** In the order of {@link Parts#nodes}. */
    private List<Resized.Along> along() {
        List<List<Dim>> axes = Stream.of(
                        model.data().stream().map(Model.Data::dims),
                        model.free().stream().map(Model.Free::dims),
                        model.summed().stream().map(Model.Summed::dims),
                        model.observed().stream().map(Model.Observed::dims),
                        model.deterministics().stream().map(Model.Deterministic::dims),
                        model.potentials().stream().map(_ -> List.<Dim>of()))
                .flatMap(all -> all)
                .toList();
        List<Resized.Along> along = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            for (int a = 0; a < axes.get(i).size(); a++) {
                Dim d = axes.get(i).get(a);
                along.add(new Resized.Along(
                        i, a, d.name(), dims.of(d).size(), dims.isMoved(d), dims.isReordered(d), false));
            }
        }
        return along;
    }
}
