# Writes layouts.csv: the made-up tables of layouts/ as R reads them, pooled by metafor.
# Run: Rscript tests/published/layouts.R
suppressMessages(library(metafor))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
from <- function(f, ...) read.csv(file.path(here, "layouts", f), ...)
tight <- list(threshold = 1e-12, maxiter = 3000)
out <- list()
add <- function(file, measure, analysis, e) for (test in c("knha", "z")) {
  r <- rma(yi, vi, data = e, method = if (test == "knha") "REML" else "DL", test = test,
           control = if (test == "knha") tight else list())
  v <- c(k = r$k, estimate = as.numeric(r$beta), se = r$se, tau2 = r$tau2, q = r$QE, ci_low = r$ci.lb, ci_high = r$ci.ub)
  out[[length(out) + 1]] <<- data.frame(file, measure, analysis, test, quantity = names(v),
                                        value = trimws(formatC(v, digits = 12, format = "g")))
}
d <- from("metafor_counts.csv")
add("metafor_counts.csv", "or", "", escalc("OR", ai = ai, bi = bi, ci = ci, di = di, data = d))
d <- from("metafor_means.csv")
add("metafor_means.csv", "smd", "", escalc("SMD", n1i = n1i, m1i = m1i, sd1i = sd1i, n2i = n2i, m2i = m2i, sd2i = sd2i, data = d))
add("metafor_effects.csv", "gen", "", from("metafor_effects.csv"))
d <- from("meta_bin.csv")
add("meta_bin.csv", "rr", "", escalc("RR", ai = event.e, n1i = n.e, ci = event.c, n2i = n.c, data = d))
d <- from("meta_cont.csv")
add("meta_cont.csv", "md", "", escalc("MD", n1i = n.e, m1i = mean.e, sd1i = sd.e, n2i = n.c, m2i = mean.c, sd2i = sd.c, data = d))
d <- from("meta_gen.csv")
add("meta_gen.csv", "gen", "", data.frame(yi = d$TE, vi = d$seTE^2))
w <- from("revman_web_rows.csv")
d <- w[w$Analysis.number == 1, ]
add("revman_web_rows.csv", "rr", "1.1", escalc("RR", ai = Experimental.cases, n1i = Experimental.N, ci = Control.cases, n2i = Control.N, data = d))
d <- w[w$Analysis.number == 2, ]
add("revman_web_rows.csv", "md", "1.2", escalc("MD", m1i = Experimental.mean, sd1i = Experimental.SD, n1i = Experimental.N,
                                               m2i = Control.mean, sd2i = Control.SD, n2i = Control.N, data = d))
d <- w[w$Analysis.number == 3, ]
add("revman_web_rows.csv", "gen", "1.3", data.frame(yi = d$GIV.Mean, vi = d$GIV.SE^2))
d <- from("jasp_effects.csv")
add("jasp_effects.csv", "gen", "", data.frame(yi = d$Effect.Size, vi = d$Effect.Size.Standard.Error^2))
d <- from("pymare.csv")
add("pymare.csv", "gen", "", data.frame(yi = d$y, vi = d$v))
d <- from("ratios.csv")
add("ratios.csv", "gen", "", data.frame(yi = log(d$HR), vi = ((log(d$upper) - log(d$lower)) / (2 * qnorm(0.975)))^2))
r <- from("revman5_export.csv")
r <- r[r$Outcome.Number > 0 & r$Data.Type == "", ]
n <- function(x) as.numeric(x)
for (file in c("revman5_export.csv", "revman5_review.rm5")) { # one review, in both of the program's forms
  d <- r[r$Outcome.Number == 1, ]
  add(file, "rr", "1.1", escalc("RR", ai = n(Events.1), n1i = n(Total.1), ci = n(Events.2), n2i = n(Total.2), data = d))
  d <- r[r$Outcome.Number == 2, ]
  add(file, "md", "1.2", escalc("MD", m1i = n(Mean.1), sd1i = n(SD.1), n1i = n(Total.1), m2i = n(Mean.2), sd2i = n(SD.2),
                                n2i = n(Total.2), data = d))
  d <- r[r$Outcome.Number == 3, ]
  add(file, "gen", "1.3", data.frame(yi = log(n(d$Effect.Estimate)), vi = n(d$SE)^2))
}
con <- file(file.path(here, "layouts.csv"), "w")
writeLines(paste0("# Written by layouts.R with metafor ", packageVersion("metafor"), " on R ", getRversion()), con)
write.csv(do.call(rbind, out), con, row.names = FALSE, quote = FALSE)
close(con)
