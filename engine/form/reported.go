package form

import "huiyin/engine/form/field"

// Decimals is how many decimal places of the field's number documents keep as a whole number, 0 for every other field.
func (c *CompiledField) Decimals() int {
	if v, ok := c.Value.(field.Scaled); ok {
		return v.Decimals()
	}
	return 0
}

// Stepped reports whether the elements of the field's list lead from the large to the small.
func (c *CompiledField) Stepped() bool {
	_, ok := c.Value.(field.Stepped)
	return ok
}
