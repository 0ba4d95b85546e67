package ppl.api.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;

/** Reads one group of a file as a dataset, each variable and the labels of each dim on their own, so that a bad one costs no other. */
final class GroupReader {
    private static final String SHOWN_AS_TEXT =
            "its values are text, which inference data holds only as labels along a dim";

    private final HdfInput in;
    private final FileGroup group;
    private final DimScales scales;
    private final LeftOut leftOut;
    private final Dataset.Builder builder = Dataset.builder();
    /** The dims of this dataset by name. */
    private final Map<String, DimScales.Dim> known = new LinkedHashMap<>();

    GroupReader(HdfInput in, FileGroup group, DimScales scales) {
        this.in = in;
        this.group = group;
        this.scales = scales;
        this.leftOut = group.leftOut();
    }

    Dataset read() throws IOException {
        for (FileGroup.HdfDataset scale : group.scales().values()) {
            DimScales.Dim dim = scales.of(scale);
            known.put(dim.name(), dim);
            if (!scale.isBareDim()) {
                addLabels(dim, scale);
            }
        }
        Set<String> coordinates = coordinates();
        Set<String> bounds = boundsOfDates();
        for (FileGroup.HdfDataset dataset : group.datasets()) {
            if (!dataset.isScale()) {
                add(dataset, coordinates, bounds);
            }
        }
        for (String nested : group.groups().keySet()) {
            leftOut.add(nested, "it is a group in a group; inference data has one level of them");
        }
        Map<String, Object> attributes = group.notes().free();
        group.notes().report("", leftOut);
        leftOut.addTo(attributes);
        attributes.forEach(builder::attribute);
        return builder.build();
    }

    private void add(FileGroup.HdfDataset dataset, Set<String> coordinates, Set<String> bounds) throws IOException {
        try {
            if (coordinates.contains(dataset.name())) {
                throw new NotHeldException(
                        dataset.address(),
                        "it is a coordinate; inference data holds those that are the labels of a dim");
            }
            if (bounds.contains(dataset.name()) && dataset.notes().text("units").isEmpty()) {
                throw new NotHeldException(dataset.address(), "its numbers are dates");
            }
            builder.add(variable(dataset));
            dataset.notes().report(dataset.name() + ": ", leftOut);
        } catch (NotHeldException e) {
            leftOut.add(dataset.name(), e);
        } catch (ResultException e) {
            // A dataset refuses it: a dim is named twice, or the name is blank.
            leftOut.add(dataset.name(), String.valueOf(e.getMessage()));
        }
    }

    /** The datasets that are coordinates and no variables: those that attributes say so of, and those with the name of a dim. */
    private Set<String> coordinates() {
        Set<String> names = scales.names(group);
        names.addAll(words(group.notes()));
        Set<String> there = new HashSet<>();
        group.datasets().forEach(dataset -> there.add(dataset.name()));
        for (FileGroup.HdfDataset dataset : group.datasets()) {
            List<String> words = words(dataset.notes());
            // A list that contains an unknown name is ignored, as in xarray.
            if (there.containsAll(words)) {
                names.addAll(words);
            }
        }
        return names;
    }

    private static List<String> words(Notes notes) {
        String text = notes.text("coordinates").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** The bounds of dates have the units of the dates, often without an attribute that says so. */
    private Set<String> boundsOfDates() {
        Set<String> names = new HashSet<>();
        for (FileGroup.HdfDataset dataset : group.datasets()) {
            if (dataset.notes().text("units").contains("since")) {
                names.add(dataset.notes().text("bounds"));
            }
        }
        return names;
    }

    private Variable variable(FileGroup.HdfDataset dataset) throws IOException {
        List<DimScales.Dim> dims = scales.of(dataset, group);
        for (DimScales.Dim dim : dims) {
            requireSame(dataset, dim);
        }
        CfDecoding decoding = CfDecoding.of(dataset.address(), dataset.data().type(), dataset.notes());
        if (dataset.data().type().isText()) {
            throw new NotHeldException(dataset.address(), SHOWN_AS_TEXT);
        }
        if (decoding.isTime()) {
            throw new NotHeldException(
                    dataset.address(),
                    "its numbers are dates ('" + dataset.notes().text("units")
                            + "'), which inference data holds only as labels along a dim");
        }
        List<String> names = dims.stream().map(DimScales.Dim::name).toList();
        int[] shape = dims.stream().mapToInt(DimScales.Dim::length).toArray();
        Variable variable = variable(dataset, names, shape, decoding);
        for (DimScales.Dim dim : dims) {
            adopt(dim);
        }
        return ordered(variable).withAttributes(decoding.free());
    }

    private Variable variable(FileGroup.HdfDataset dataset, List<String> dims, int[] shape, CfDecoding decoding)
            throws IOException {
        DataType type = decoding.unchanged();
        MemorySegment stored =
                type == null ? null : dataset.data().filledUpTo(shape).stored();
        if (type != null && stored != null) {
            return Variable.stored(dataset.name(), dims, shape, type, stored);
        }
        return switch (values(dataset, shape, decoding)) {
            case Values.Longs(long[] values) -> Variable.of(dataset.name(), dims, shape, values);
            case Values.Doubles(double[] values) -> Variable.of(dataset.name(), dims, shape, values);
            case Values.Flags(boolean[] values) -> Variable.of(dataset.name(), dims, shape, values);
            case Values.Texts _, Values.Characters _ -> throw new NotHeldException(dataset.address(), SHOWN_AS_TEXT);
        };
    }

    /** A view with chain and draw first, whatever the order in the file. */
    private static Variable ordered(Variable variable) {
        if (variable.isSampled() || !variable.dims().containsAll(List.of(Dataset.CHAIN, Dataset.DRAW))) {
            return variable;
        }
        List<String> order = new ArrayList<>(variable.dims());
        order.removeAll(List.of(Dataset.CHAIN, Dataset.DRAW));
        order.addAll(0, List.of(Dataset.CHAIN, Dataset.DRAW));
        return variable.transpose(order);
    }

    private Values values(FileGroup.HdfDataset dataset, int[] shape, CfDecoding decoding) throws IOException {
        Values raw = dataset.data().filledUpTo(shape).read();
        if (decoding.copies()) {
            long elements = 1;
            for (int length : shape) {
                elements *= length;
            }
            in.afford(dataset.address(), 8 * elements);
        }
        return decoding.decode(raw);
    }

    private void requireSame(FileGroup.HdfDataset dataset, DimScales.Dim dim) throws DataFormatException {
        DimScales.Dim mine = known.get(dim.name());
        if (mine != null && !mine.isSameAs(dim)) {
            throw new NotHeldException(
                    dataset.address(),
                    "its dim '" + dim.name() + "' of " + dim.length() + " is another than the dim of that name and "
                            + mine.length() + " that other variables of the group have");
        }
    }

    /** Adds a dim of the root group, with its labels. */
    private void adopt(DimScales.Dim dim) throws IOException {
        if (known.putIfAbsent(dim.name(), dim) == null
                && dim.scale() != null
                && !dim.scale().isBareDim()) {
            addLabels(dim, dim.scale());
        }
    }

    private void addLabels(DimScales.Dim dim, FileGroup.HdfDataset dataset) throws IOException {
        try {
            builder.coord(dim.name(), labels(dim, dataset));
        } catch (NotHeldException e) {
            leftOut.add(dim.name(), "these labels are left out, and positions stand for them: " + e.reason());
            builder.coord(dim.name(), Coord.range(dim.length()));
        }
    }

    private Coord labels(DimScales.Dim dim, FileGroup.HdfDataset dataset) throws IOException {
        Extent extent = dataset.data().extent();
        boolean letters = extent.rank() == 2
                && dataset.data().type().kind() == ElementType.Kind.FIXED_TEXT
                && dataset.data().type().size() == 1;
        if (extent.rank() > 1 && !letters) {
            throw new NotHeldException(dataset.address(), "they have " + extent.rank() + " dims");
        }
        int[] shape = extent.shape();
        if (shape[0] < dim.length() && !extent.isUnlimited(0)) {
            throw new NotHeldException(
                    dataset.address(), "there are " + shape[0] + " for " + dim.length() + " positions");
        }
        shape[0] = dim.length();
        CfDecoding decoding = CfDecoding.of(dataset.address(), dataset.data().type(), dataset.notes());
        // The labels are copied once more.
        in.afford(dataset.address(), 8L * dim.length());
        Values values;
        if (letters && dataset.data().filledUpTo(shape).read() instanceof Values.Characters characters) {
            values = decoding.decode(characters.joined(shape[1]));
        } else {
            values = values(dataset, shape, decoding);
        }
        if (decoding.isTime()) {
            return Coord.of(CfTimes.of(dataset.address(), dataset.notes()).labels(values));
        }
        if (decoding.isDuration()) {
            leftOut.add(
                    dim.name(),
                    "its labels are durations, and numbers stand for them without their unit '"
                            + dataset.notes().text("units") + "', which labels do not have");
        }
        return switch (values) {
            case Values.Longs(long[] labels) -> Coord.of(labels);
            case Values.Doubles(double[] labels) -> Coord.of(labels);
            case Values.Texts(List<String> labels) -> Coord.of(labels);
            case Values.Flags(boolean[] labels) -> Coord.of(truths(labels));
            case Values.Characters characters ->
                Coord.of(decoding.decode(characters) instanceof Values.Texts t ? t.values() : List.of());
        };
    }

    /** Truth values as Python prints them, which are labels in ArviZ. */
    private static List<String> truths(boolean[] labels) {
        List<String> texts = new ArrayList<>();
        for (boolean label : labels) {
            texts.add(label ? "True" : "False");
        }
        return texts;
    }
}
