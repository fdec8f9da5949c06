package definition

// ListSpec is the spec of kind "list", a dictionary that fields choose from.
type ListSpec struct {
	Options []Option `json:"options"`
}

// Option is one choice. Parent makes a tree, Weight feeds scores, an Archived option stays readable in old
// records and is no longer offered. Color is #rrggbb or the name of a colour token.
type Option struct {
	Key      string   `json:"key"`
	Title    Text     `json:"title"`
	Color    string   `json:"color,omitempty"`
	Weight   *float64 `json:"weight,omitempty"`
	Parent   string   `json:"parent,omitempty"`
	Archived bool     `json:"archived,omitempty"`
}

// Find returns the option with that key.
func (l ListSpec) Find(key string) (Option, bool) {
	for _, o := range l.Options {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}
