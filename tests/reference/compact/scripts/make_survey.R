# Percentages, means, domains, indices, waves, tests, weighting and lonely PSUs of the api data of R survey.
# Usage: Rscript make_survey.R FOLDER   (writes FOLDER/*.json and FOLDER/inputs/*.csv)
out <- commandArgs(TRUE)[1]; inputs <- file.path(out, "inputs"); dir.create(inputs, FALSE, TRUE)
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
keep <- function(d, file) write.csv(d, file.path(inputs, file), row.names = FALSE, na = "")
save_cases <- function(cases, name, about) write_cases(cases, file.path(out, name), about)
each <- function(...) { g <- expand.grid(..., stringsAsFactors = FALSE); lapply(seq_len(nrow(g)), function(i) as.list(g[i, , drop = FALSE])) }

## five items 1-5 cut from school variables, with missing answers at fixed places
data(api)
liked <- function(d) {
  cut5 <- function(x, at) as.integer(cut(x, c(-Inf, at, Inf)))
  d$sat1 <- cut5(d$api00, c(500, 600, 700, 800)); d$sat2 <- cut5(d$api99, c(480, 580, 680, 780))
  d$sat3 <- 6L - cut5(d$meals, c(15, 35, 55, 80)); d$sat4 <- 6L - cut5(d$mobility, c(8, 13, 18, 26)); d$sat5 <- cut5(d$avg.ed, c(2, 2.5, 3, 3.5))
  d$sat2[d$snum %% 11 == 0] <- NA; d$sat3[d$snum %% 7 == 0] <- NA; d$sat4[d$snum %% 13 == 0] <- NA
  d
}
D <- lapply(list(apisrs = apisrs, apistrat = apistrat, apiclus1 = apiclus1, apiclus2 = apiclus2), liked)
columns <- c("cds", "stype", "snum", "dnum", "cnum", "api00", "api99", "sch.wide", "comp.imp", "both", "awards", "meals", "ell", "mobility",
             "avg.ed", "full", "emer", "enroll", "pw", "fpc", "fpc1", "fpc2", paste0("sat", 1:5))
for (n in names(D)) keep(D[[n]][intersect(columns, names(D[[n]]))], paste0(n, ".csv"))
S <- list(srs = spec("apisrs.csv", fpc = "fpc"), srs_nofpc = spec("apisrs.csv", weights = "pw"),
          strat = spec("apistrat.csv", strata = "stype", weights = "pw", fpc = "fpc"), strat_nofpc = spec("apistrat.csv", strata = "stype", weights = "pw"),
          clus1 = spec("apiclus1.csv", "dnum", weights = "pw", fpc = "fpc"), clus1_nofpc = spec("apiclus1.csv", "dnum", weights = "pw"),
          clus2 = spec("apiclus2.csv", c("dnum", "snum"), fpc = c("fpc1", "fpc2")), clus2_nofpc = spec("apiclus2.csv", c("dnum", "snum"), weights = "pw"))
yes <- function(name) on(name, "==", "Yes"); good <- function(name) on(name, ">=", 4)
items <- list(awards = yes("awards"), both = yes("both"), comp.imp = yes("comp.imp"), sch.wide = yes("sch.wide"), emer = on("emer", "==", 0),
              api00 = on("api00", ">", 850), sat1 = good("sat1"), sat2 = good("sat2"), sat3 = good("sat3"), sat4 = good("sat4"), sat5 = good("sat5"))
kinds <- lapply(setNames(nm = c("E", "M", "H")), function(x) list(on("stype", "==", x)))
domains <- c(list(list()), kinds, list(list(on("sch.wide", "==", "No")), list(on("comp.imp", "==", "No")), list(on("api00", "<", 500))))

P <- lapply(each(d = seq_along(domains), item = names(items), design = names(S)), function(x)
  if (x$item %in% c("awards", "both", "sat1", "sat2") || x$d %in% c(1, 3, 4)) proportion_case(S[[x$design]], items[[x$item]], domains[[x$d]]))
L <- lapply(each(item = c("awards", "sat1", "sat2"), design = c("srs", "strat", "clus1", "clus2"), level = c(.9, .99)), function(x)
  proportion_case(S[[x$design]], items[[x$item]], level = x$level))
save_cases(c(P, L), "survey_proportions.json", "svymean and svyciprop; missing items dropped as a domain, the design kept")
save_cases(lapply(each(d = c(1, 2, 4), variable = c("api00", "api99", "enroll", "avg.ed", "sat1", "sat3"), design = names(S)), function(x)
  mean_case(S[[x$design]], x$variable, domains[[x$d]])), "survey_means_totals.json", "svymean and svytotal, normal and t intervals")
C <- lapply(each(by = c("stype", "sch.wide"), item = c("awards", "both", "sat1", "sat2"), design = names(S)), function(x) domains_case(S[[x$design]], items[[x$item]], x$by))
save_cases(c(C, lapply(c("awards", "sat1"), function(item) domains_case(S$clus2, items[[item]], "cnum"))), "survey_domains_differences.json",
           "svyby(covmat = TRUE), svycontrast for every pair, svychisq")
sat <- unname(items[paste0("sat", 1:5)])
save_cases(unlist(lapply(S, function(s) c(list(composite_case(s, sat), composite_case(s, sat[1:3], c(.5, .3, .2))),
  lapply(kinds, function(domain) composite_case(s, sat, domain = domain)))), FALSE), "survey_composite.json", "index of items of the same respondents")

## the same schools in 1999 (sat2) and 2000 (sat1), stacked: with shared PSUs, and as two samples
W <- list()
for (q in list(c("apisrs", "cds", ""), c("apistrat", "cds", "stype"), c("apiclus1", "dnum", ""))) {
  d <- D[[q[1]]]; file <- paste0("waves_", q[1], ".csv")
  keep(do.call(rbind, lapply(c("1999", "2000"), function(w) data.frame(psu = d[[q[2]]], wave = w, stype = d$stype, pw = d$pw, y = if (w == "1999") d$sat2 else d$sat1))), file)
  strata <- if (nzchar(q[3])) q[3]
  for (s in list(spec(file, "psu", strata, "pw"), spec(file, "wave:psu", paste(c("wave", strata), collapse = ":"), "pw"))) W[[length(W) + 1]] <- wave_case(s, good("y"), "1999", "2000")
}
save_cases(W, "survey_waves.json", "difference of two waves: shared PSUs with their covariance, and independent samples")

wald <- function(s) {
  des <- design(s); des$variables$y__ <- as.numeric(holds(des$variables, good("sat1"))); g <- svyglm(y__ ~ stype, des, family = quasibinomial()); z <- regTermTest(g, ~stype)
  head_of("svyglm_quasibinomial_regTermTest_Wald", paste(s$file, "sat1 by stype, regTermTest"), s, F = z$Ftest[[1]], df = z$df, ddf = z$ddf, p = z$p[[1]],
          coef = I(as.numeric(coef(g))), se = I(as.numeric(SE(g))), indicator = good("sat1"), predictors = I("stype"))
}
save_cases(unlist(lapply(S, function(s) list(t_test_case(s, "api00", "sch.wide", "Yes", "No"), t_test_case(s, "sat1", "sch.wide", "Yes", "No"), wald(s))), FALSE),
           "survey_tests.json", "svyttest and regTermTest")

## weights brought to known totals, then trimmed
wanted <- list(list(indicator = good("sat1")), list(mean_of = "api00"), list(total_of = "enroll"), list(by = "stype", indicator = good("sat1")))
stype <- list(E = 4421, H = 755, M = 1018); wide <- list(No = 1072, Yes = 5122); s <- S$clus1; d <- design(s)
table_of <- function(name, target) setNames(data.frame(names(target), unlist(target)), c(name, "Freq"))
raked <- rake(d, list(~stype, ~sch.wide), list(table_of("stype", stype), table_of("sch.wide", wide)), control = list(maxit = 1000, epsilon = 1e-10, verbose = FALSE))
one <- list(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018); two <- c(one, api99 = 3914069)
case <- function(kind, des, ...) c(weighting_case(s, kind, des, wanted), list(...))
calibrated <- function(totals, calfun, bounds = NULL) {
  margins <- if (length(totals) == 3) "stype" else c("stype", "api99"); given <- list(d, as.formula(paste("~", paste(margins, collapse = "+"))), unlist(totals), calfun = calfun)
  c(case("calibrate", do.call(calibrate, c(given, if (!is.null(bounds)) list(bounds = bounds))), calfun = calfun, margins = I(margins), population_totals = totals),
    if (!is.null(bounds)) list(bounds = I(bounds)))
}
save_cases(list(case("none", d), case("postStratify", postStratify(d, ~stype, table_of("stype", stype)), margins = I("stype"), targets = list(stype = stype)),
  case("rake", raked, margins = I(c("stype", "sch.wide")), targets = list(stype = stype, sch.wide = wide)), calibrated(two, "linear"), calibrated(two, "raking"),
  calibrated(one, "logit", c(.3, 3)), calibrated(two, "linear", c(.6, 1.6)),
  case("trim", trimWeights(raked, upper = 45, lower = 20, strict = TRUE), trim = list(upper = 45, lower = 20), after = "rake",
       margins = I(c("stype", "sch.wide")), targets = list(stype = stype, sch.wide = wide))), "survey_weighting.json", "weights of apiclus1 in row order, estimates and their SEs")
replicated <- function(s, type) { des <- as.svrepdesign(design(s), type = type); head_of("replicate", paste(s$file, type), s, type = des$type, n_replicates = ncol(weights(des, "analysis")), df = degf(des), estimates = estimates_of(des, wanted[c(1, 2, 4)])) }
save_cases(list(replicated(S$clus1_nofpc, "JK1"), replicated(S$strat_nofpc, "JKn"), replicated(S$srs_nofpc, "JK1")), "survey_replicates.json", "jackknife")

## strata with one PSU
z <- D$apistrat; z <- rbind(z[z$stype == "E", ][1:12, ], z[z$stype == "H", ][1:8, ], z[z$stype == "M", ][1, ]); z$str2 <- paste0(z$stype, z$sch.wide)
keep(z[c("cds", "stype", "str2", "pw", "api00", "sat1")], "lonely.csv")
alone <- list(list(indicator = good("sat1"), domain_spec = list()), list(mean_of = "api00", domain_spec = list()),
              list(mean_of = "api00", domain_spec = list(on("stype", "!=", "H"))), list(mean_of = "api00", domain_spec = list(on("api00", ">", 700))))
save_cases(lapply(each(adjust = c(FALSE, TRUE), option = c("fail", "remove", "certainty", "adjust", "average"), strata = c("stype", "str2")), function(x)
  lonely_case(spec("lonely.csv", strata = x$strata, weights = "pw"), x$option, x$adjust, alone)), "survey_lonely_psu.json", "each survey.lonely.psu option")

## counties as departments: n of N sampled in each
p <- liked(apipop); p <- p[p$cnum %% 2 == 0, ]; N <- table(p$cnum); set.seed(2024)
u <- do.call(rbind, lapply(as.integer(names(N)[N >= 12 & N <= 500]), function(unit) {
  x <- p[p$cnum == unit, ]; n <- min(nrow(x), max(10, min(50, round(.4 * nrow(x))))); x <- x[sort(sample(nrow(x), n)), ]
  data.frame(unit = sprintf("unit%02d", unit), N_unit = N[[as.character(unit)]], w = N[[as.character(unit)]] / n, x[c("stype", paste0("sat", 1:5))]) }))
keep(u, "units_fpc.csv"); s <- spec("units_fpc.csv", strata = "unit", weights = "w", fpc = "N_unit"); units <- sort(unique(u$unit))
whole <- unlist(lapply(c("sat1", "sat3"), function(item) list(proportion_case(s, good(item)), domains_case(s, good(item), "unit", differences = 25)[-13])), FALSE)
single <- unlist(lapply(units, function(x) list(proportion_case(s, good("sat1"), list(on("unit", "==", x))), composite_case(s, sat, domain = list(on("unit", "==", x))))), FALSE)
save_cases(c(whole, single, list(proportion_case(s, good("sat1"), list(on("unit", "in", units[1:3]))), composite_case(s, sat))), "survey_units_fpc.json",
           "units as strata, n of N sampled; per-unit percentages, three units merged, indices, some differences")
