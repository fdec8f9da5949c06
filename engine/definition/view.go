package definition

import "encoding/json"

// ViewSpec is the spec of kind "view", a saved list of a form's records. Filter is a condition tree; Roles, when
// given, are the only ones that see the view. Views are offered by Order, then title; First names the roles for whose
// people this view comes before the others, so that the list opens with it. Administrators are AdminRole there.
type ViewSpec struct {
	Form    string          `json:"form"`
	Columns []Column        `json:"columns"`
	Filter  json.RawMessage `json:"filter,omitempty"`
	Sort    []Sort          `json:"sort,omitempty"`
	Roles   []string        `json:"roles,omitempty"`
	First   []string        `json:"first,omitempty"`
	Order   int             `json:"order,omitempty"`
}

// AdminRole stands for administrators, whatever roles they have, where a definition lists roles of readers.
const AdminRole = "@admin"

// Column shows one field, Width in pixels or 0 for automatic.
type Column struct {
	Field string `json:"field"`
	Width int    `json:"width,omitempty"`
}

// Sort orders by one field.
type Sort struct {
	Field string `json:"field"`
	Desc  bool   `json:"desc,omitempty"`
}
