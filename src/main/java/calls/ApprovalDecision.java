package calls;

import java.util.UUID;

/**
 * A job is accepted only together with the approval that it carries out.
 *
 * @param decidedBy the key that approves; null for the administrator
 */
public record ApprovalDecision(UUID approvalId, String decidedBy) {}
