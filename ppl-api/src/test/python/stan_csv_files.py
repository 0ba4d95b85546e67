"""Writes files as CmdStan 2.17 to 2.36 and rstan leave them, and expected.csv: what is in them.

Usage: python stan_csv_files.py FOLDER        (needs nothing but Python)

The numbers are made here; the layouts are those of the versions: their comments, where the adaptation and the times stand, how
elements, complex numbers and tuples are named, how numbers are spelled. expected.csv is made of the numbers before they are written,
so nothing in it comes from reading a file. A row of it is an element of a variable:

    case,files,group,variable,element,chains,draws,first,last,mean

or, for what is to be refused, `case,files,refused,,,,,,,` and a part of the message.
"""

import math
import pathlib
import random
import sys

STATISTICS = ["lp__", "accept_stat__", "stepsize__", "treedepth__", "n_leapfrog__", "divergent__", "energy__"]
OURS = {
    "accept_stat": "acceptance_rate",
    "stepsize": "step_size",
    "treedepth": "tree_depth",
    "n_leapfrog": "n_steps",
    "divergent": "diverging",
}
MAX_DEPTH = 3


# Columns: a label, and the variable and element that it is of.


def scalar(name):
    return [(name, name, ())]


def array(name, *shape, part=""):
    """Elements as Stan names them, the first index fastest."""
    out = []
    for n in range(math.prod(shape)):
        index, rest = [], n
        for extent in shape:
            index.append(rest % extent)
            rest //= extent
        out.append((name + "".join(f".{i + 1}" for i in index) + part, name + part, tuple(index)))
    return out


def complex_array(name, *shape):
    real, imag = array(name, *shape, part=".real"), array(name, *shape, part=".imag")
    return [column for pair in zip(real, imag) for column in pair]


def tuples(name, count, inner):
    """An array of tuples of a scalar and a vector."""
    out = []
    for i in range(count):
        out.append((f"{name}.{i + 1}:1", f"{name}:1", (i,)))
        out += [(f"{name}.{i + 1}:2.{j + 1}", f"{name}:2", (i, j)) for j in range(inner)]
    return out


def statistics(names=STATISTICS):
    return [(n, n[:-2], ()) for n in names]


# Rows


def draw(random, columns):
    row = []
    for label, _, _ in columns:
        if label == "treedepth__":
            row.append(random.randint(1, MAX_DEPTH))
        elif label == "n_leapfrog__":
            row.append(random.choice([1, 3, 7]))
        elif label == "divergent__":
            row.append(int(random.random() < 0.2))
        elif label == "stepsize__":
            row.append(0.75)
        elif label.startswith("y_rep"):
            row.append(random.randint(0, 1))
        elif label in ("lp__", "energy__", "log_p__", "lp_approx__"):
            row.append(random.gauss(-7, 1))
        else:
            row.append(random.gauss(0, 3))
    return row


def rows(seed, columns, count):
    rng = random.Random(seed)
    return [draw(rng, columns) for _ in range(count)]


def cell(value, digits=6, special=("nan", "inf", "-inf")):
    if math.isnan(value):
        return special[0]
    if math.isinf(value):
        return special[1] if value > 0 else special[2]
    return f"{value:.{digits}g}"


def lines(rows, separator=",", **spelling):
    return [separator.join(cell(v, **spelling) for v in row) for row in rows]


# Comments


def nested(pairs):
    return [f"# {'  ' * depth}{text}" for depth, text in pairs]


def version(minor, model="made_model", patch=0):
    out = ["# stan_version_major = 2", f"# stan_version_minor = {minor}", f"# stan_version_patch = {patch}", f"# model = {model}"]
    return out + (["# start_datetime = 2024-03-01 12:00:00 UTC"] if minor >= 27 else [])


def ending(minor, chain, seed):
    out = [f"# id = {chain}", "# data", "#   file = made.data.json", "# init = 2 (Default)", "# random", f"#   seed = {seed}"]
    out += ["# output", "#   file = output.csv (Default)", "#   diagnostic_file =  (Default)", "#   refresh = 100 (Default)"]
    out += ["#   sig_figs = -1 (Default)"] if minor >= 25 else []
    out += ["#   profile_file = profile.csv (Default)"] if minor >= 26 else []
    out += ["#   save_cmdstan_config = false (Default)"] if minor >= 34 else []
    out += ["# num_threads = 1 (Default)"] if minor >= 28 else []
    return out + ([f"# stanc_version = stanc3 v2.{minor}.0", "# stancflags = "] if minor >= 26 else [])


def sampling(minor, chain=1, seed=20, samples=10, warmup=1000, save=False, thin=1, engaged=True, metric="diag_e", engine="nuts", chains=1):
    word = (lambda on: str(on).lower()) if minor >= 35 else (lambda on: str(int(on)))
    out = [(0, "method = sample (Default)"), (1, "sample")]
    out += [(2, f"num_samples = {samples}"), (2, f"num_warmup = {warmup}"), (2, f"save_warmup = {word(save)}"), (2, f"thin = {thin}")]
    out += [(2, "adapt"), (3, f"engaged = {word(engaged)}"), (3, "gamma = 0.050000000000000003 (Default)"), (3, "window = 25 (Default)")]
    out += [(3, "save_metric = false (Default)")] if minor >= 34 else []
    if engine == "fixed_param":
        out += [(2, "algorithm = fixed_param"), (3, "fixed_param")]
    else:
        out += [(2, "algorithm = hmc (Default)"), (3, "hmc"), (4, f"engine = {engine}"), (5, engine)]
        out += [(6, f"max_depth = {MAX_DEPTH}")] if engine == "nuts" else [(6, "int_time = 6.2831853071795862 (Default)")]
        out += [(4, f"metric = {metric}")] + ([(4, "metric_file =  (Default)")] if minor >= 18 else [])
        out += [(4, "stepsize = 1 (Default)"), (4, "stepsize_jitter = 0 (Default)")]
    out += [(2, f"num_chains = {chains}")] if minor >= 28 else []
    return version(minor) + nested(out) + ending(minor, chain, seed)


def other(minor, method, settings):
    return version(minor) + nested([(0, f"method = {method}"), (1, method)] + [(2, s) for s in settings]) + ending(minor, 1, 20)


def adaptation(dimension, metric="diag_e", step="0.75"):
    out = ["# Adaptation terminated", f"# Step size = {step}"]
    one = ", ".join(["0.5"] * dimension)
    if metric == "diag_e":
        out += ["# Diagonal elements of inverse mass matrix:", f"# {one}"]
    elif metric == "dense_e":
        out += ["# Elements of inverse mass matrix:"] + [f"# {one}"] * dimension
    return out


def times(warmup="0.105", sampled="0.25"):
    return ["# ", f"#  Elapsed Time: {warmup} seconds (Warm-up)", f"#                {sampled} seconds (Sampling)", "#                0.355 seconds (Total)", "# "]


def names(columns):
    return [",".join(label for label, _, _ in columns)]


class Cases:
    def __init__(self, folder):
        self.folder = folder
        self.table = ["case,files,group,variable,element,chains,draws,first,last,mean"]

    def write(self, file, lines, end="\n", last="\n"):
        (self.folder / file).write_bytes((end.join(lines) + (last if lines else "")).encode())

    def read(self, case, files, columns, chains, warmup=(), digits=6):
        """What is to be found: chains of rows, and of rows of the warm-up."""
        for prefix, part in (("", chains), ("warmup_", warmup)):
            for c, (label, variable, element) in enumerate(columns):
                if not part:
                    continue
                group = "sample_stats" if label.endswith("__") else "log_likelihood" if variable == "log_lik" else "posterior"
                values = [[float(cell(row[c], digits)) for row in chain] for chain in part]
                self.expect(case, files, prefix + group, OURS.get(variable, variable), element, values)
                if label == "treedepth__":
                    reached = [[float(v >= MAX_DEPTH) for v in chain] for chain in values]
                    self.expect(case, files, prefix + group, "reached_max_treedepth", element, reached)

    def expect(self, case, files, group, variable, element, values):
        flat = [v for chain in values for v in chain]
        mean = math.fsum(flat) / len(flat) if all(map(math.isfinite, flat)) else math.nan
        where = " ".join(map(str, element))
        self.table.append(
            f"{case},{' '.join(files)},{group},{variable},{where},{len(values)},{len(values[0])},"
            f"{flat[0]!r},{flat[-1]!r},{mean!r}"
        )

    def refuse(self, case, files, message):
        self.table.append(f"{case},{' '.join(files)},refused,,,,,,,{message}")


def cmdstan(cases):
    model = scalar("mu") + array("theta", 3) + array("Sigma", 2, 3)
    all_ = statistics() + model

    def one(case, head, columns, draws, between=(), warm=(), after=None, expected=True, end="\n", last="\n", **spelling):
        file = case + ".csv"
        after = times() if after is None else after
        cases.write(file, head + names(columns) + lines(warm, **spelling) + list(between) + lines(draws, **spelling) + after, end, last)
        if expected:
            cases.read(case, [file], columns, [draws], [warm] if warm else (), spelling.get("digits", 6))

    one("2_17_nuts", sampling(17), all_, rows(1, all_, 10), adaptation(10))
    one("2_18_thinned_warmup", sampling(18, samples=10, warmup=10, save=True, thin=3), all_, rows(2, all_, 4), adaptation(10), warm=rows(3, all_, 4))
    one("2_19_dense_metric", sampling(19, metric="dense_e"), all_, rows(4, all_, 10), adaptation(10, "dense_e"))
    static = statistics(["lp__", "accept_stat__", "stepsize__", "int_time__", "energy__"]) + model
    one("2_21_static", sampling(21, engine="static"), static, rows(5, static, 10), adaptation(10))
    fixed = statistics(STATISTICS[:2]) + array("y_rep", 4)
    one("2_23_fixed_param", sampling(23, engine="fixed_param", save=True), fixed, rows(6, fixed, 10), after=times("0"))
    one("2_24_not_adapted", sampling(24, samples=9, warmup=5, save=True, thin=2, engaged=False, metric="unit_e"), all_, rows(7, all_, 5), warm=rows(8, all_, 3))

    pointwise = statistics() + scalar("mu") + array("log_lik", 5) + array("y_rep", 2, 2, 2)
    parts = [rows(10 + c, pointwise, 10) for c in range(4)]
    for c, part in enumerate(parts):
        head = sampling(25, c + 1, seed=30 + c)
        cases.write(f"2_25_chain_{c + 1}.csv", head + names(pointwise) + adaptation(1) + lines(part) + times(str(c / 4)))
    cases.read("2_25_four_chains", [f"2_25_chain_{c + 1}.csv" for c in range(4)], pointwise, parts)

    windows = rows(14, all_, 10)
    windows[2][7], windows[3][8], windows[4][9] = math.nan, math.inf, -math.inf
    one("2_26_windows", sampling(26), all_, windows, adaptation(10), end="\r\n", last="\r\n", digits=17, special=("-nan(ind)", "1.#INF", "-1.#INF"))
    one("2_27_nothing_to_sample", sampling(27, save=True, warmup=5), fixed, rows(15, fixed, 10), after=times("0"))
    parts = [rows(16 + c, all_, 10) for c in range(2)]
    for c, part in enumerate(parts):
        cases.write(f"2_28_output_{c + 1}.csv", sampling(28, c + 1, chains=2) + names(all_) + adaptation(10) + lines(part) + times())
    cases.read("2_28_two_chains_one_process", ["2_28_output_1.csv", "2_28_output_2.csv"], all_, parts)
    complex_ = statistics() + complex_array("z") + complex_array("w", 2, 2)
    one("2_29_complex", sampling(29), complex_, rows(18, complex_, 10), adaptation(10))
    odd = rows(19, all_, 10)
    odd[0][7], odd[1][7], odd[2][7] = math.nan, math.inf, -math.inf
    one("2_30_not_finite", sampling(30), all_, odd, adaptation(10))
    quantities = array("y_rep", 3) + array("log_lik", 2)
    one("2_31_generate_quantities", other(31, "generate_quantities", ["fitted_params = fit.csv"]), quantities, rows(20, quantities, 10), after=[])
    path = statistics(["lp_approx__", "lp__"]) + model
    pathfinder = other(32, "pathfinder", ["init_alpha = 0.001 (Default)", "num_paths = 4 (Default)", "num_draws = 10"])
    seconds = ["# ", "# Elapsed Time: 0.001000 seconds (Pathfinders)", "#               0.001000 seconds (PSIS)", "#               0.002000 seconds (Total)", "# "]
    one("2_32_pathfinder", pathfinder, path, rows(21, path, 10), after=seconds, separator=", ")
    approximate = statistics(["log_p__", "log_q__"]) + model
    one("2_32_laplace", other(32, "laplace", ["mode = mode.csv", "jacobian = 1 (Default)", "draws = 10"]), approximate, rows(22, approximate, 10), after=[])
    tuple_ = statistics() + tuples("t", 2, 3) + scalar("p:1") + array("p:2", 2)
    one("2_33_tuples", sampling(33), tuple_, rows(23, tuple_, 10), adaptation(10))
    variational = statistics(["lp__", "log_p__", "log_g__"]) + model
    mean = [[0.0] * len(variational)]
    eta = ["# Stepsize adaptation complete.", "# eta = 1"]
    settings = ["algorithm = meanfield (Default)", "  meanfield", "iter = 10000 (Default)", "adapt", "  iter = 50 (Default)", "output_samples = 10"]
    head = other(34, "variational", settings)
    made = rows(24, variational, 10)
    cases.write("2_34_variational.csv", head + names(variational) + eta + lines(mean + made))
    cases.read("2_34_variational", ["2_34_variational.csv"], variational, [made])
    one("2_35_warmup_true", sampling(35, warmup=6, save=True), all_, rows(25, all_, 10), adaptation(10), warm=rows(26, all_, 6))
    empty = statistics() + array("y_rep", 3)
    none = rows(27, empty, 10)
    for row in none:
        row[2] = math.nan
    one("2_36_no_parameters", sampling(36), empty, none, ["# Adaptation terminated", "# Step size = nan", "# Diagonal elements of inverse mass matrix:", "# "])

    # Runs that have not ended, and chains that do not fit together.
    cut = rows(28, all_, 8)
    file = sampling(36) + names(all_) + adaptation(10) + lines(cut)
    cases.write("2_36_killed.csv", file[:-1] + [file[-1][:-3]], last="")
    cases.read("2_36_killed", ["2_36_killed.csv"], all_, [cut[:-1]])
    whole = rows(29, all_, 10)
    cases.write("2_36_whole.csv", sampling(36, 2) + names(all_) + adaptation(10) + lines(whole) + times())
    cases.read("2_36_cut_to_the_shortest", ["2_36_whole.csv", "2_36_killed.csv"], all_, [whole[:7], cut[:7]])
    brief = rows(30, all_, 2)
    cases.write("2_36_brief.csv", sampling(36, 3) + names(all_) + adaptation(10) + lines(brief))
    cases.read("2_36_without_the_brief_one", ["2_36_whole.csv 2_36_brief.csv"], all_, [whole])
    warming = rows(31, all_, 4)
    one("2_36_in_warmup", sampling(36, warmup=10, save=True), all_, [], warm=warming, after=[], expected=False)
    cases.refuse("2_36_in_warmup", ["2_36_in_warmup.csv"], "it has 4 iterations of the warm-up and no draws: a run that goes on")
    cases.refuse("same_chain_twice", ["2_17_nuts.csv", "2_17_nuts.csv"], "it has the same draws as")
    cases.refuse("different_columns", ["2_17_nuts.csv", "2_21_static.csv"], "column 4 is 'int_time__'")
    cases.refuse("different_thinning", ["2_17_nuts.csv", "2_18_thinned_warmup.csv"], "its thin is 3")


def rstan(cases):
    model = scalar("mu") + scalar("sigma") + array("z", 3, 2)

    def head(minor, title, settings):
        stan = [f"# {title}", "# stan_version_major=2", f"# stan_version_minor={minor}", "# stan_version_patch=0"]
        return stan + [f"# {s}" for s in ["init=random", "seed=7", "chain_id=1"] + settings + ["append_samples=0"]] + ["#"]

    old = statistics(["lp__", "accept_stat__", "stepsize__", "treedepth__", "divergent__"]) + model
    warm, draws = rows(40, old, 5), rows(41, old, 5)
    warm[1][3] = -1
    settings = ["iter=10", "warmup=5", "save_warmup=1", "thin=1", f"max_treedepth={MAX_DEPTH}", "sampler_t=NUTS(diag_e)"]
    file = head(0, "Samples Generated by Stan", settings) + names(old) + lines(warm) + adaptation(8) + lines(draws)
    cases.write("rstan_2_0.csv", file + [""] + times()[1:-1] + [""])
    cases.read("rstan_2_0", ["rstan_2_0.csv"], old, [draws], [warm])

    new = statistics() + model
    warm, draws = rows(42, new, 4), rows(43, new, 7)
    settings = ["enable_random_init=1", "iter=30", "warmup=10", "save_warmup=1", "thin=3", f"max_treedepth={MAX_DEPTH}", "sampler_t=NUTS(diag_e)"]
    file = head(21, "Sample generated by Stan", settings) + names(new) + lines(warm) + adaptation(8) + lines(draws) + times()
    cases.write("rstan_2_21.csv", file)
    cases.read("rstan_2_21", ["rstan_2_21.csv"], new, [draws], [warm])

    approximate = statistics(["lp__", "log_p__", "log_g__"]) + model
    draws = rows(44, approximate, 10)
    settings = ["iter=10000", "grad_samples=1", "output_samples=10", "eta=1", "algorithm=meanfield"]
    file = head(21, "Sample generated by Stan (Variational Bayes)", settings) + names(approximate)
    cases.write("rstan_variational.csv", file + ["# Stepsize adaptation complete.", "# eta = 1"] + lines([[0.0] * len(approximate)] + draws))
    cases.read("rstan_variational", ["rstan_variational.csv"], approximate, [draws])


def refused(cases):
    columns = statistics() + scalar("mu")
    body = names(columns) + adaptation(1) + lines(rows(50, columns, 10))

    def one(case, content, message):
        cases.write(case + ".csv", content)
        cases.refuse(case, [case + ".csv"], message)

    one("optimize", other(30, "optimize", ["algorithm = lbfgs (Default)"]) + ["lp__,mu", "-1.5,2"], "output of Stan's method optimize")
    one("diagnose", other(26, "diagnose", ["test = gradient (Default)"]) + ["# ", "#  Log probability=-88.1"], "output of Stan's method diagnose")
    one("log_prob", other(31, "log_prob", ["jacobian = 1 (Default)"]) + ["lp__,g_mu", "-1.5,2"], "output of Stan's method log_prob")
    one("new_method", other(36, "dream", []) + body, "known are sample")
    profile = "name,thread_id,total_time,forward_time,reverse_time,chain_stack,no_chain_stack,autodiff_calls,no_autodiff_calls"
    one("profile", [profile, "likelihood,0x1,0.1,0.05,0.05,10,0,5,0"], "CmdStan's profile file")
    diagnostic = names(columns + scalar("p_mu") + scalar("g_mu")) + ["-1,0.9,0.7,1,1,0,2,0.1,0.2,0.3"]
    one("diagnostic", sampling(33) + diagnostic, "CmdStan's diagnostic file")
    one("empty", [], "the file is empty")
    one("failed", sampling(33), "after Stan's comments there is nothing")
    one("no_draws", sampling(33) + body[:5], "there are no draws in it")
    one("other_csv", ["county,radon", "AITKIN,2.2"], "this is no CSV of Stan")
    one("short_row", sampling(33) + body[:8] + [body[8].rsplit(",", 1)[0]] + body[9:], "a row of 7 values where 8 columns")
    one("no_number", sampling(33) + body[:-1] + [body[-1] + "x"], "in column 'mu' is no number")
    one("joined", (sampling(33) + body) * 2, "a second run begins here")
    one("joined_without_comments", body + body[:1], "a second chain begins here")
    one("name_twice", sampling(33) + ["lp__,mu,mu", "1,2,3"], "two columns are called 'mu'")
    one("gap", sampling(33) + ["lp__,x.1,x.3", "1,2,3"], "'x' has indices up to [3]")
    one("ranks", sampling(33) + ["lp__,x.1,x.1.1", "1,2,3"], "elements of 'x' have 1 indices and 2 in column 3")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = Cases(folder)
    for group in (cmdstan, rstan, refused):
        group(made)
    made.write("expected.csv", made.table)
