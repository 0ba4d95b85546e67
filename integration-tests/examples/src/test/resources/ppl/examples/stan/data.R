# Writes the tables of the models that come with R packages:
#   Rscript data.R FOLDER         (R 4.2.2 and its datasets, MASS 7.3-58.2, pscl 1.5.5, lme4 1.1-31)
# FOLDER is src/main/resources/ppl/examples; README.md there says where the data come from.
folder <- commandArgs(TRUE)[1]
write <- function(name, table) {
  write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE, na = "NaN")
}

# One row per household.
h <- MASS::housing[rep(seq_len(nrow(MASS::housing)), MASS::housing$Freq), ]
write("housing", data.frame(
  satisfaction = as.integer(h$Sat) - 1,
  influence_medium = as.integer(h$Infl == "Medium"),
  influence_high = as.integer(h$Infl == "High"),
  apartment = as.integer(h$Type == "Apartment"),
  atrium = as.integer(h$Type == "Atrium"),
  terrace = as.integer(h$Type == "Terrace"),
  contact_high = as.integer(h$Cont == "High")
))

# One row per type, years of construction and period of operation that was in service.
s <- MASS::ships[MASS::ships$service > 0, ]
write("ships", data.frame(
  type = s$type,
  built_65 = as.integer(s$year == 65),
  built_70 = as.integer(s$year == 70),
  built_75 = as.integer(s$year == 75),
  operated_75 = as.integer(s$period == 75),
  service = s$service,
  incidents = s$incidents
))

write("remission", data.frame(
  weeks = MASS::gehan$time,
  relapsed = MASS::gehan$cens,
  treated = as.integer(MASS::gehan$treat == "6-MP")
))

b <- pscl::bioChemists
write("publications", data.frame(
  articles = b$art,
  woman = as.integer(b$fem == "Women"),
  married = as.integer(b$mar == "Married"),
  children = b$kid5,
  department = round(b$phd, 2),
  mentor = b$ment
))

write("galaxies", data.frame(velocity = MASS::galaxies))

# One row per colour of hair and sex.
write("eye_colours", data.frame(
  hair = rep(tolower(rownames(HairEyeColor)), 2),
  sex = rep(c("male", "female"), each = 4),
  setNames(as.data.frame(rbind(HairEyeColor[, , "Male"], HairEyeColor[, , "Female"])), tolower(colnames(HairEyeColor)))
))

write("nile", data.frame(year = 1871:1970, flow = as.vector(Nile)))

write("lake_huron", data.frame(year = 1875:1972, level = as.vector(LakeHuron)))

w <- MASS::birthwt
write("birth_weights", data.frame(
  low = w$low,
  age = w$age,
  weight = w$lwt,
  black = as.integer(w$race == 2),
  other = as.integer(w$race == 3),
  smoker = w$smoke,
  premature = as.integer(w$ptl > 0),
  hypertension = w$ht,
  irritable = w$ui
))

# One row per district, group of cars and age of the holders.
i <- MASS::Insurance
write("claims", data.frame(
  district = i$District,
  litres = c("<1", "1-1.5", "1.5-2", ">2")[as.integer(i$Group)],
  age = i$Age,
  holders = i$Holders,
  claims = i$Claims
))

# One row per person, one column per item: 1 for "yes" and "perhaps".
v <- lme4::VerbAgg
items <- tolower(sub("(S.)([A-Za-z][a-z]+)(.*)", "\\1_\\2_\\3", levels(v$item)))
answers <- matrix(0L, nlevels(v$id), nlevels(v$item), dimnames = list(NULL, items))
answers[cbind(as.integer(v$id), as.integer(v$item))] <- as.integer(v$r2 == "Y")
write("aggression", as.data.frame(answers))

q <- airquality
write("air_quality", data.frame(month = q$Month, day = q$Day, ozone = q$Ozone, solar = q$Solar.R, wind = q$Wind, temperature = q$Temp))
