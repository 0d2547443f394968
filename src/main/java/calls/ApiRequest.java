package calls;

import clients.KeyScope;
import clients.Scope;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * A validated request.
 *
 * @param operation the {@code operationId} of the call
 * @param success the operation's success status
 * @param path the request's path, the {@code instance} of a problem
 * @param parameters path, query and header parameters by name, decoded, with the contract's defaults
 * @param body the JSON, or a form's text fields, without defaults; null if the call takes no body
 * @param form true if the body is a form, whose errors are named by field
 * @param files the files of a form by field; empty if the call takes no form
 * @param scope the scope of the call's key
 * @param needs the scope that the operation needs
 * @param creates true if the operation may create something
 */
public record ApiRequest(
        String operation,
        int success,
        String path,
        Map<String, String> parameters,
        ObjectNode body,
        boolean form,
        Map<String, UploadedFile> files,
        KeyScope scope,
        Scope needs,
        boolean creates) {}
