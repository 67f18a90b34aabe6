"""How many people of a survey usually get too little of a nutrient, how sure that is, and what would change it."""
