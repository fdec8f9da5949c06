package definition

// ConnectorSpec is the spec of kind "connector". Without Inbound it says where records of a form are sent when a
// process calls another system: Secret names a secret that an administrator keeps beside the definitions; it signs the
// request, and stands for "{secret}" in the value of a header; only Fields leave, personal ones only with a Purpose. URL
// may be left out and be given by an administrator beside the definitions, like the secret; until then nothing is
// called. With Inbound it says what another system's signed messages mean for records of the form, and URL, Headers,
// Fields and Timeout are not used.
type ConnectorSpec struct {
	Form    string            `json:"form"`
	URL     string            `json:"url,omitempty"`
	Secret  string            `json:"secret"`
	Headers []ConnectorHeader `json:"headers,omitempty"`
	Fields  []string          `json:"fields,omitempty"`
	Timeout int               `json:"timeout,omitempty"` // seconds, 10 when 0
	Purpose string            `json:"purpose,omitempty"`
	Inbound *Inbound          `json:"inbound,omitempty"`
}

// ConnectorHeader is a header of every request.
type ConnectorHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Inbound maps a JSON message to a record. Expressions read the message as "payload", beside "now" and "today". A field
// whose expression is empty for a message is left as it is.
type Inbound struct {
	When    string            `json:"when,omitempty"`    // condition: other messages are taken and nothing is done
	Find    *InboundFind      `json:"find,omitempty"`    // nil: every message makes a record
	Missing string            `json:"missing,omitempty"` // when no record is found: create (default), refuse or ignore
	Set     map[string]string `json:"set"`               // field -> expression
}

// InboundFind says which record a message is about: the one that has the value of Expr in the unique field By, or as its
// id when By is "record.id". Without Expr it is the value that Set gives the field.
type InboundFind struct {
	By   string `json:"by"`
	Expr string `json:"expr,omitempty"`
}
