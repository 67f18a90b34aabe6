# The figures of tests/population/test_replicates_against_r.py, by R's package survey:  Rscript tools/population_reference.R
suppressMessages(library(survey))
options(survey.replicates.mse = TRUE, digits = 14)
person <- 0:599
d <- data.frame(stratum = person %/% 40, psu = (person %/% 20) %% 2,
                weight = 500 + (person * 37) %% 101 * 10)
d$value <- 200 + (person * 53) %% 97 + 7 * (d$stratum %% 4) + 11 * d$psu * (d$stratum %% 3)
s <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
total <- svytotal(~value, s); middle <- svymean(~value, s)
fay <- svymean(~value, as.svrepdesign(s, type = "Fay", fay.rho = 0.3))
jack <- svymean(~value, as.svrepdesign(s, type = "JKn"))
cat(sprintf("%.10f", c(coef(total), SE(total), coef(middle), SE(middle), SE(fay), SE(jack))), sep = "\n")
