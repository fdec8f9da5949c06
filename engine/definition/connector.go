package definition

// ConnectorSpec is the spec of kind "connector": where records of a form are sent when a process calls another
// system. Secret names a secret that an administrator keeps beside the definitions: it signs the request, and stands
// for "{secret}" in the value of a header. Only Fields leave, personal ones only with a Purpose. URL may be left out and
// be given by an administrator beside the definitions, like the secret; until then nothing is called.
type ConnectorSpec struct {
	Form    string            `json:"form"`
	URL     string            `json:"url,omitempty"`
	Secret  string            `json:"secret"`
	Headers []ConnectorHeader `json:"headers,omitempty"`
	Fields  []string          `json:"fields"`
	Timeout int               `json:"timeout,omitempty"` // seconds, 10 when 0
	Purpose string            `json:"purpose,omitempty"`
}

// ConnectorHeader is a header of every request.
type ConnectorHeader struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
