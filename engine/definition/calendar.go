package definition

// CalendarSpec is the spec of kind "calendar". Week goes from "mon" … "sun" to the open spans of that day, each a
// pair of local times "HH:MM", the second excluded, "24:00" allowed; a missing day is closed. Holidays "CN" closes
// public holidays and opens make-up days with the spans of weekday MakeUp ("mon" when empty). Overrides go from a
// date "YYYY-MM-DD" to its spans and win over everything; an empty list closes the date.
type CalendarSpec struct {
	TimeZone  string                 `json:"timeZone"`
	Week      map[string][][2]string `json:"week"`
	Holidays  string                 `json:"holidays,omitempty"`
	MakeUp    string                 `json:"makeUp,omitempty"`
	Overrides map[string][][2]string `json:"overrides,omitempty"`
}
